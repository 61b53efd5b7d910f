"use client";

import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { Highlight } from "@/components/article/reading/highlight";
import { placeInOrder } from "@/components/article/reading/highlight";
import { signOffPath } from "@/components/article/versions/paths";
import { useCommands } from "@/components/keys/keys-provider";
import { usePageControl } from "./control";
import { linkTo } from "./link";
import { queriesOn } from "./queries-on";
import { usePageStore } from "./store-context";
import { toDoOf, toDoOfQueries } from "./to-do";
import { useMark } from "./use-mark";

/** What the page's keys do. What is done to a claim, its panel does. */
export function PageCommands({ shownIds }: { shownIds: ReadonlySet<string> | null }) {
  const store = usePageStore();
  const control = usePageControl();
  const router = useRouter();
  const mark = useMark();
  const t = useTranslations("annotation.panel");
  const page = useTranslations("article.page");
  const query = useTranslations("query");
  const { reading, panel, setTask, open } = control;

  /** The open annotation, or the one under the caret. */
  const current = () => {
    const { activeId, annotations } = store.getState();
    const active = annotations.get(activeId ?? "");
    if (active) return active;
    const offset = reading.current?.caretOffset() ?? null;
    if (offset === null) return undefined;
    for (const { id, targets } of store.getState().highlights) {
      if (targets.some(({ start, end }) => start <= offset && offset <= end)) {
        return annotations.get(id);
      }
    }
    return undefined;
  };

  /** The next one after what is open or the caret. `first`: what comes before all the text. */
  const step = (
    test: (highlight: Highlight) => boolean,
    back: boolean,
    first: string | null = null,
  ): string | null => {
    const { highlights, activeId, article } = store.getState();
    const here = activeId ?? (control.task?.kind === "article" ? article.id : null);
    const places = highlights.flatMap((highlight) => {
      const start = placeInOrder(highlight);
      return start !== undefined && test(highlight) ? [{ id: highlight.id, start }] : [];
    });
    places.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
    if (first !== null) places.unshift({ id: first, start: -1 });
    const at = places.findIndex(({ id }) => id === here);
    if (at >= 0) return places[(at + (back ? -1 : 1) + places.length) % places.length]?.id ?? null;
    const active = store.getState().highlights.find(({ id }) => id === activeId);
    const from = (active && placeInOrder(active)) ?? reading.current?.caretOffset() ?? -1;
    const found = back
      ? places.findLast(({ start }) => start < from)
      : places.find(({ start }) => start >= from);
    return (found ?? (back ? places.at(-1) : places[0]))?.id ?? null;
  };
  const isShown = ({ id }: Highlight) => shownIds === null || shownIds.has(id);
  const go = (id: string | null) => {
    if (id === null) return false;
    const isInPanel = panel.current?.contains(document.activeElement) ?? false;
    open(id, { reveal: true, focus: isInPanel ? "panel" : "text" });
    return true;
  };
  const goToArticle = () => {
    store.actions.activate(null);
    setTask({ kind: "article" });
    if (!panel.current?.contains(document.activeElement)) reading.current?.focus();
    control.speak(query("ofArticle"));
    return true;
  };
  const isToDo = (highlight: Highlight) => {
    const { annotations, claims, me } = store.getState();
    const annotation = annotations.get(highlight.id);
    if (!annotation || !isShown(highlight)) return false;
    const claim = claims.get(annotation.occurrence?.claimId ?? "");
    const queries = queriesOn(store.getState(), annotation.id);
    return (
      toDoOf(annotation, claim, me.memberId) !== null ||
      toDoOfQueries(queries, me.memberId, new Date()) !== null
    );
  };
  const toDo = (back: boolean) => {
    const { article, me } = store.getState();
    const asked = queriesOn(store.getState(), null);
    const isAsked = toDoOfQueries(asked, me.memberId, new Date()) !== null;
    const id = step(isToDo, back, isAsked ? article.id : null);
    if (id === article.id) return goToArticle();
    if (id === null) {
      control.speak(page("toDo.none"));
      notifications.show({ message: page("toDo.none") });
      return true;
    }
    return go(id);
  };

  const edit = () => {
    const { workspace, article } = store.getState();
    const at = reading.current?.firstOnScreen() ?? 0;
    router.push(`/w/${workspace}/articles/${article.id}/edit${at > 0 ? `?at=${at}` : ""}`);
    return true;
  };

  /** Begins a query or a flag on what is open or under the caret, else on the article. */
  const about = (kind: "ask" | "flag") => {
    const annotation = current();
    const { activeId } = store.getState();
    if (annotation && annotation.id !== activeId) open(annotation.id, { reveal: false });
    setTask({ kind, annotationId: annotation?.id ?? null });
    return true;
  };

  useCommands({
    claim: mark.claim,
    link_claim: mark.link,
    said_and_so: mark.saidAndSo,
    note: mark.note,
    opinion: () => mark.nothing("opinion"),
    rhetoric: () => mark.nothing("rhetoric"),
    connective: () => mark.nothing("connective"),
    common_knowledge: () => mark.nothing("common_knowledge"),
    add_words: () => mark.addTo("words"),
    add_context: () => mark.addTo("context"),
    same_words: () => {
      const annotation = current();
      if (!annotation?.can.edit) return false;
      setTask({ kind: "same", annotationId: annotation.id });
      return true;
    },
    comment: () => {
      const { activeId } = store.getState();
      const isOnArticle = activeId === null && control.task?.kind === "comment";
      const annotation = isOnArticle ? undefined : current();
      if (annotation && annotation.id !== activeId) open(annotation.id, { reveal: false });
      setTask({ kind: "comment", annotationId: annotation?.id ?? null, asked: true });
      return true;
    },
    query: store.getState().article.can.ask ? () => about("ask") : undefined,
    flag: store.getState().article.can.flag ? () => about("flag") : undefined,
    delete: () => {
      const annotation = current();
      if (!annotation?.can.delete) return false;
      const { claims, actions } = { ...store.getState(), actions: store.actions };
      const hasBegun = claims.get(annotation.occurrence?.claimId ?? "")?.check ?? null;
      if (hasBegun) setTask({ kind: "remove", annotationId: annotation.id });
      else {
        void actions.remove(annotation.id, null);
        reading.current?.focus();
      }
      return true;
    },
    undo: () => {
      void store.actions.undo();
      return true;
    },
    redo: () => {
      void store.actions.redo();
      return true;
    },
    open: () => {
      const { activeId } = store.getState();
      const selection = reading.current?.selection();
      const active = store.getState().highlights.find(({ id }) => id === activeId);
      const offset = reading.current?.caretOffset() ?? -1;
      const isAtActive = active?.targets.some(({ start, end }) => start <= offset && offset <= end);
      if (isAtActive && !selection) {
        panel.current?.focus({ preventScroll: true });
        return true;
      }
      return (reading.current?.activateAtCaret() ?? null) !== null;
    },
    close: () => {
      const { activeId } = store.getState();
      if (activeId === null && control.task === null) return false;
      control.stepOut();
      return true;
    },
    next_to_do: () => toDo(false),
    previous_to_do: () => toDo(true),
    next_annotation: () => go(step(isShown, false)),
    previous_annotation: () => go(step(isShown, true)),
    search: () => {
      setTask({ kind: "filter" });
      return true;
    },
    history: () => {
      setTask({ kind: "history", annotationId: store.getState().activeId });
      return true;
    },
    sign_off: store.getState().article.can.close
      ? () => {
          const { workspace, article } = store.getState();
          router.push(signOffPath(workspace, article.id));
          return true;
        }
      : undefined,
    edit_text: store.getState().article.can.edit ? edit : undefined,
    copy_link: () => {
      const annotation = current();
      if (!annotation) return false;
      void navigator.clipboard.writeText(linkTo(annotation.id)).then(() => {
        notifications.show({ message: t("linkCopied") });
      });
      return true;
    },
  });
  return null;
}
