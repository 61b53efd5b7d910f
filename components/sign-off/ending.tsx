"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ReasonForm } from "@/components/claim/reason-form";
import { isComplete, type RulingDraft, RulingFields, toRuling } from "@/components/query/rule-form";
import { SmallForm } from "@/components/query/small-form";
import { useAction } from "@/components/ui/use-action";
import { resolveThread } from "@/lib/comment/actions";
import { clearFlag } from "@/lib/flag/actions";
import { ruleQuery } from "@/lib/query/actions";
import type { Blocker } from "@/lib/sign-off/schema";

/** What is open and can be ended where it stands, with a reason or a ruling. */
export type Endable = Extract<Blocker, { kind: "query" | "flag" | "thread" }>;

/** Whether the person may end it now. */
export function mayEnd(blocker: Blocker): blocker is Endable {
  switch (blocker.kind) {
    case "flag":
      return blocker.mayClear;
    case "thread":
      return blocker.mayResolve;
    case "query":
      return blocker.mayRule;
    default:
      return false;
  }
}

interface EndingFormProps {
  workspace: string;
  blocker: Endable;
  onEnded: () => void;
  onLeave: () => void;
}

/** Clears a flag, resolves a thread or rules on a query, without leaving the list. */
export function EndingForm({ workspace, blocker, onEnded, onLeave }: EndingFormProps) {
  const t = useTranslations("signOff.ending");
  const clear = useAction(clearFlag, { onRefusal: () => true });
  const resolve = useAction(resolveThread, { onRefusal: () => true });
  const { kind, subjectId, revision } = blocker;
  if (blocker.kind === "query") {
    return <RulingForm {...{ workspace, onEnded, onLeave }} blocker={blocker} />;
  }
  const end = async (reason: string) => {
    const outcome =
      kind === "flag"
        ? await clear.run(workspace, { flagId: subjectId, revision, reason })
        : await resolve.run(workspace, { threadId: subjectId, revision, reason });
    if (outcome.ok) onEnded();
    return outcome;
  };
  return (
    <ReasonForm
      name={`${workspace}:ending:${subjectId}`}
      label={t(kind === "flag" ? "whyCleared" : "whyResolved")}
      submitLabel={t(kind === "flag" ? "clear" : "resolve")}
      busy={clear.busy || resolve.busy}
      onSubmit={end}
      onLeave={onLeave}
    />
  );
}

interface RulingFormProps extends Omit<EndingFormProps, "blocker"> {
  blocker: Extract<Blocker, { kind: "query" }>;
}

function RulingForm({ workspace, blocker, onEnded, onLeave }: RulingFormProps) {
  const t = useTranslations("query");
  const { run } = useAction(ruleQuery);
  const [draft, setDraft] = useState<RulingDraft>({
    ruling: "keep",
    wording: blocker.words.join(" … "),
    note: "",
  });
  const submit = async () => {
    const outcome = await run(workspace, {
      queryId: blocker.subjectId,
      revision: blocker.revision,
      ...toRuling(draft),
      annotationRevision: blocker.occurrenceRevision,
    });
    if (outcome.ok) onEnded();
  };
  return (
    <SmallForm
      label={t("rule")}
      submit={t("ruleForm.submit")}
      disabled={!isComplete(draft)}
      onSubmit={submit}
      onClose={onLeave}
    >
      <RulingFields draft={draft} onChange={setDraft} />
    </SmallForm>
  );
}
