"use client";

import { Button, Checkbox, NativeSelect, Textarea } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, use, useRef, useState } from "react";
import { z } from "zod";
import { KeyCaps } from "@/components/keys/key-caps";
import { useCommands } from "@/components/keys/keys-provider";
import { useSourcingWords } from "@/components/source/sourcing-words";
import { StanceIcon } from "@/components/source/stance-mark";
import { RefusalAlert } from "@/components/ui/refusal";
import { useDraft } from "@/components/ui/use-draft";
import { REMEDIES, remedySchema } from "@/lib/annotation/schema";
import { submitCheck } from "@/lib/check/actions";
import type { ClaimDetail, OccurrenceDetail } from "@/lib/claim/schema";
import { newId } from "@/lib/id";
import styles from "./claim.module.css";
import { ForeignChange } from "./foreign-change";
import { NumberKeysContext, numberCommands } from "./number-keys";
import { citationsAgainst, type Proposal, proposalProblems, sourcingWith } from "./prediction";
import { useClaimSetting } from "./setting";
import { useClaim, useHold } from "./use-claim";
import { useClaimRefusal } from "./use-claim-refusal";
import { VerdictButtons } from "./verdict-buttons";

const draftSchema = z.object({
  verdict: z.string().nullable(),
  rationale: z.string(),
  named: z.array(z.string()),
  remedy: remedySchema,
  wording: z.string(),
});
type Fields = z.infer<typeof draftSchema>;

/** The verdict's proposal: picked by its key, with what it needs before it can be submitted. */
export function CheckForm() {
  const t = useTranslations("claim.check");
  const setting = useClaimSetting();
  const { detail, place, settled, busy } = useClaim();
  const root = useRef<HTMLDivElement>(null);
  const rationale = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(
    `${setting.me.memberId}:${detail.id}:check`,
    draftSchema,
    fieldsOf(detail, openOccurrence(detail, place)),
  );
  const { submit, refusal } = useSubmit(draft.discard);
  const { verdict } = draft.value;
  useHold(verdict !== null);

  const focusPanel = () =>
    root.current?.closest<HTMLElement>("[data-key-scope]")?.focus({ preventScroll: true });
  const choose = (chosen: string | null) => {
    draft.set({ ...draft.value, verdict: chosen });
    // The form is there after the next paint.
    window.setTimeout(() => (chosen === null ? focusPanel() : rationale.current?.focus()));
  };
  /** By its key: what needs no more words is submitted at once. */
  const byKey = async (chosen: string) => {
    const proposal = { ...draft.value, verdict: chosen };
    const now = await settled();
    const occurrence = openOccurrence(now, place);
    const isComplete = proposalProblems(now, occurrence, proposal, setting).length === 0;
    const done = verdict === null && isComplete && (await submit(proposal));
    if (!done) choose(chosen);
  };
  const hasNumberKeys = use(NumberKeysContext);
  useCommands(
    numberCommands(hasNumberKeys ? setting.ratingScale : [], ({ key }) => void byKey(key)),
  );

  return (
    <div ref={root} className={styles.checkForm}>
      <VerdictButtons
        label={t("verdict")}
        scale={setting.ratingScale}
        chosen={verdict}
        onChoose={(key) => choose(key === verdict ? null : key)}
      />
      {verdict !== null && (
        <ProposalForm
          proposal={{ ...draft.value, verdict }}
          rationale={rationale}
          refusal={refusal}
          busy={busy}
          onChange={draft.set}
          onSubmit={async () => {
            if (await submit({ ...draft.value, verdict })) focusPanel();
          }}
          onCancel={() => choose(null)}
        />
      )}
    </div>
  );
}

/** The occurrence that is looked at; away from its article, the only one. */
function openOccurrence(detail: ClaimDetail, place: { annotationId: string } | null) {
  const [first, ...others] = detail.occurrences;
  if (place === null) return others.length === 0 ? first : undefined;
  return detail.occurrences.find(({ annotationId }) => annotationId === place.annotationId);
}

/** What the form begins with; after it came back, with what was proposed. */
function fieldsOf(detail: ClaimDetail, occurrence: OccurrenceDetail | undefined): Fields {
  const check = detail.checks.find(({ id }) => id === detail.check?.id);
  const last = check?.submissions.at(-1);
  const cited = new Set(detail.citations.map(({ id }) => id));
  return {
    verdict: last?.verdict ?? null,
    rationale: last?.rationale ?? "",
    named: last?.namedCitations.filter((id) => cited.has(id)) ?? [],
    remedy: occurrence?.remedy ?? "none",
    wording: occurrence?.remedyWording ?? "",
  };
}

function useSubmit(onDone: () => void) {
  const { workspace } = useClaimSetting();
  const { place, perform } = useClaim();
  const words = useClaimRefusal();
  const [refusal, setRefusal] = useState<string | null>(null);
  // The same for every try, so that a repeated request is recognised; each submission its own.
  const id = useRef(newId());
  const submit = async (proposal: Proposal): Promise<boolean> => {
    setRefusal(null);
    const outcome = await perform(
      (seen) =>
        submitCheck(workspace, {
          id: id.current,
          claimId: seen.id,
          claimRevision: seen.revision,
          verdict: proposal.verdict,
          rationale: proposal.rationale.trim(),
          namedCitations: seen.citations
            .map((citation) => citation.id)
            .filter((citationId) => proposal.named.includes(citationId)),
          remedies: remediesOf(proposal, openOccurrence(seen, place)),
        }),
      ({ claim, occurrences }) => ({ claim, occurrences }),
    );
    if (outcome.ok) {
      id.current = newId();
      onDone();
    } else if (outcome.details?.reason !== "revision_outdated") setRefusal(words(outcome));
    return outcome.ok;
  };
  return { submit, refusal };
}

/** Only what differs from what is written there already. */
function remediesOf({ remedy, wording }: Proposal, occurrence: OccurrenceDetail | undefined) {
  if (!occurrence) return [];
  const worded = remedy === "none" || remedy === "cut" ? "" : wording.trim();
  const isSame = remedy === occurrence.remedy && worded === occurrence.remedyWording;
  return isSame ? [] : [{ annotationId: occurrence.annotationId, remedy, wording: worded }];
}

interface ProposalFormProps {
  proposal: Fields & { verdict: string };
  rationale: RefObject<HTMLTextAreaElement | null>;
  refusal: string | null;
  busy: boolean;
  onChange: (fields: Fields) => void;
  onSubmit: () => void;
  onCancel: () => void;
}

function ProposalForm(props: ProposalFormProps) {
  const { proposal, rationale, refusal, busy, onChange, onSubmit, onCancel } = props;
  const t = useTranslations("claim.check");
  const annotation = useTranslations("annotation");
  const source = useTranslations("source.stances");
  const problemWords = useTranslations("claim.refusal");
  const sourcingWords = useSourcingWords();
  const setting = useClaimSetting();
  const { detail, seen, place } = useClaim();
  const occurrence = openOccurrence(detail, place);
  const against = citationsAgainst(detail.citations, proposal.verdict, setting.ratingScale);
  const judged = sourcingWith(detail, proposal, setting);
  const problems = proposalProblems(detail, occurrence, proposal, setting);
  const withoutWords = proposalProblems(
    detail,
    occurrence,
    { ...proposal, rationale: "" },
    setting,
  );
  const mayOmit = !withoutWords.includes("rationale_missing");
  const isHeldBack = problems.length > 0 || detail.revision !== seen.revision;
  const set = (change: Partial<Fields>) => onChange({ ...proposal, ...change });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!isHeldBack && !busy) onSubmit();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <form
      className={styles.form}
      aria-label={t("form")}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isHeldBack && !busy) onSubmit();
      }}
      onKeyDown={onKeyDown}
    >
      <Textarea
        ref={rationale}
        label={t("rationale")}
        description={mayOmit ? t("rationaleOptional") : t("rationaleNeeded")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        autosize
        minRows={3}
        maxRows={16}
        maxLength={20_000}
        dir="auto"
        value={proposal.rationale}
        onChange={(event) => set({ rationale: event.currentTarget.value })}
      />
      {against.length > 0 && (
        <fieldset className={styles.against}>
          <legend>{t("against")}</legend>
          {against.map(({ id, source: cited, stance }) => (
            <Checkbox
              key={id}
              size="xs"
              checked={proposal.named.includes(id)}
              onChange={(event) =>
                set({
                  named: event.currentTarget.checked
                    ? [...proposal.named, id]
                    : proposal.named.filter((other) => other !== id),
                })
              }
              label={
                <span className={styles.againstOne}>
                  <StanceIcon stance={stance} size={13} />
                  {source(stance)}: {cited.title}
                </span>
              }
            />
          ))}
        </fieldset>
      )}
      {occurrence && (
        <NativeSelect
          label={t("remedy")}
          value={proposal.remedy}
          data={REMEDIES.map((value) => ({ value, label: annotation(`remedies.${value}`) }))}
          onChange={(event) => set({ remedy: remedySchema.parse(event.currentTarget.value) })}
        />
      )}
      {occurrence && proposal.remedy !== "none" && proposal.remedy !== "cut" && (
        <Textarea
          label={annotation("occurrence.wording")}
          description={
            occurrence.voice === "quotation" ? t("wordingOfQuotation") : t("wordingHelp")
          }
          autosize
          minRows={2}
          maxRows={10}
          maxLength={4_000}
          dir="auto"
          placeholder={occurrence.words.join(" … ")}
          value={proposal.wording}
          onChange={(event) => set({ wording: event.currentTarget.value })}
        />
      )}
      {judged.sourcing !== detail.sourcing && (
        <p className={styles.hint}>
          {t("sourcingWith", {
            sourcing: annotation(`sourcing.${judged.sourcing}`),
            reason: sourcingWords(judged.reason),
          })}
        </p>
      )}
      <ul className={styles.problems} aria-live="polite">
        {problems.map((problem) => (
          <li key={problem}>
            <IconAlertCircle size={14} aria-hidden="true" />
            <span>
              {problemWords(problem)}
              {problem === "unsourced" && ` ${sourcingWords(judged.reason)}`}
            </span>
          </li>
        ))}
      </ul>
      <ForeignChange />
      <RefusalAlert>{refusal}</RefusalAlert>
      <div className={styles.buttons}>
        <Button type="submit" size="compact-md" fz="sm" disabled={isHeldBack} loading={busy}>
          {t("submit")}
        </Button>
        <Button size="compact-md" fz="sm" variant="default" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <span className={styles.hint}>
          {t.rich("hint", { key: () => <KeyCaps sequence="Mod+Enter" /> })}
        </span>
      </div>
    </form>
  );
}
