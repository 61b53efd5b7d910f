"use client";

import { FlagDialog } from "@/components/flag/flag-dialog";
import { AskDialog } from "@/components/query/ask-dialog";
import { QueriesDrawer } from "@/components/query/queries-drawer";
import { AssignShown } from "./assign-shown";
import { usePageControl } from "./control";
import { HistoryDrawer } from "./history-drawer";
import { LinkDialog } from "./link-dialog";
import { RemoveDialog } from "./remove-dialog";
import { SaidAndSoDialog } from "./said-and-so-dialog";
import { SameWordsDialog } from "./same-words-dialog";

/** The dialog that waits for an answer, if one does. */
export function Tasks() {
  const { task, setTask, reading } = usePageControl();
  const leave = () => {
    setTask(null);
    // Mantine gives the focus back to what had it; where that is gone, the text takes it.
    window.setTimeout(() => {
      if (document.activeElement === document.body) reading.current?.focus();
    }, 250);
  };
  switch (task?.kind) {
    case "link":
      return <LinkDialog span={task.span} onClose={leave} />;
    case "relink":
      return <LinkDialog annotationId={task.annotationId} onClose={leave} />;
    case "said_and_so":
      return <SaidAndSoDialog span={task.span} onClose={leave} />;
    case "same":
      return <SameWordsDialog annotationId={task.annotationId} onClose={leave} />;
    case "remove":
      return <RemoveDialog annotationId={task.annotationId} onClose={leave} />;
    case "history":
      return <HistoryDrawer annotationId={task.annotationId} onClose={leave} />;
    case "ask":
      return <AskDialog annotationId={task.annotationId} onClose={leave} />;
    case "flag":
      return <FlagDialog annotationId={task.annotationId} onClose={leave} />;
    case "queries":
      return <QueriesDrawer onClose={leave} />;
    case "assign":
      return <AssignShown onClose={leave} />;
    default:
      return null;
  }
}
