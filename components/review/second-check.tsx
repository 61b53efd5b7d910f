"use client";

import { ActionIcon, Button, NativeSelect, Textarea } from "@mantine/core";
import { IconEyeOff, IconX } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { z } from "zod";
import { ForeignChange } from "@/components/claim/foreign-change";
import { numberCommands } from "@/components/claim/number-keys";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim, useHold } from "@/components/claim/use-claim";
import { useClaimRefusal } from "@/components/claim/use-claim-refusal";
import { VerdictButtons } from "@/components/claim/verdict-buttons";
import { KeyCaps } from "@/components/keys/key-caps";
import { useCommands } from "@/components/keys/keys-provider";
import { isAddress, withScheme } from "@/components/source/source-choice";
import { SourceLine } from "@/components/source/source-line";
import { SourcePicker } from "@/components/source/source-picker";
import { useSourcingWords } from "@/components/source/sourcing-words";
import { titleFromAddress } from "@/components/source/title-from-address";
import { RefusalAlert } from "@/components/ui/refusal";
import { callAction } from "@/components/ui/use-action";
import { useDraft } from "@/components/ui/use-draft";
import { newId } from "@/lib/id";
import { callOffSecondCheck, submitSecondCheck } from "@/lib/second-check/actions";
import { createSource } from "@/lib/source/actions";
import type { SourceView } from "@/lib/source/schema";
import { STANCES, stanceSchema } from "@/lib/source/schema-enums";
import { sourcingReasonSchema } from "@/lib/source/sourcing";
import styles from "./decision.module.css";
import secondStyles from "./second-check.module.css";
import type { Decided } from "./use-decide";

const itemSchema = z.object({ stance: stanceSchema.nullable(), quote: z.string() });
const draftSchema = z.object({
  verdict: z.string().nullable(),
  rationale: z.string(),
  items: z.record(z.string(), itemSchema),
  /** Sources that the second checker found themselves, by their ids. */
  found: z.array(z.object({ id: z.string(), title: z.string() })),
  query: z.string(),
});
type Item = z.infer<typeof itemSchema>;
const NOTHING: Item = { stance: null, quote: "" };

/** A check by somebody who knows the claim and its sources, and nothing of what was found. */
export function SecondCheck({ onDecided }: { onDecided: (decided: Decided) => void }) {
  const t = useTranslations("review.secondCheck");
  const setting = useClaimSetting();
  const { workspace, me, ratingScale } = setting;
  const { detail, seen, perform, busy } = useClaim();
  const words = useClaimRefusal();
  const sourcingWords = useSourcingWords();
  const draft = useDraft(`${me.memberId}:${detail.id}:second`, draftSchema, {
    verdict: null,
    rationale: "",
    items: {},
    found: [],
    query: "",
  });
  const [refusal, setRefusal] = useState<string | null>(null);
  const id = useRef(newId());
  const rationale = useRef<HTMLTextAreaElement>(null);
  const heading = useId();
  useHold(true);
  const { verdict, items, found } = draft.value;
  const known = new Set(detail.sources.map((source) => source.id));
  const hasChanged = detail.revision !== seen.revision;
  const maySubmit = verdict !== null && !hasChanged && !busy;

  const setItem = (sourceId: string, change: Partial<Item>) =>
    draft.change((now) => ({
      ...now,
      items: { ...now.items, [sourceId]: { ...(now.items[sourceId] ?? NOTHING), ...change } },
    }));
  const add = ({ id: sourceId, title }: Pick<SourceView, "id" | "title">) =>
    draft.change((now) => ({
      ...now,
      query: "",
      found:
        known.has(sourceId) || now.found.some((source) => source.id === sourceId)
          ? now.found
          : [...now.found, { id: sourceId, title }],
      items: { ...now.items, [sourceId]: now.items[sourceId] ?? { stance: "supports", quote: "" } },
    }));
  const make = async (typed: string) => {
    const url = isAddress(typed) ? withScheme(typed) : null;
    const outcome = await callAction(createSource, workspace, {
      id: newId(),
      url,
      title: url === null ? typed : titleFromAddress(url),
      type: url === null ? "document" : "webpage",
    });
    if (outcome.ok) add(outcome.data.source);
    else setRefusal(words(outcome));
  };
  const choose = (chosen: string) => {
    draft.set({ ...draft.value, verdict: chosen === verdict ? null : chosen });
    window.setTimeout(() => rationale.current?.focus());
  };
  useCommands(numberCommands(ratingScale, ({ key }) => choose(key)));
  const submit = async () => {
    if (!maySubmit) return;
    setRefusal(null);
    const outcome = await perform(
      (read) =>
        submitSecondCheck(workspace, {
          id: id.current,
          claimId: read.id,
          claimRevision: read.revision,
          verdict,
          rationale: draft.value.rationale.trim(),
          evidence: Object.entries(items).flatMap(([sourceId, { stance, quote }]) =>
            stance === null ? [] : [{ sourceId, stance, quote: quote.trim() }],
          ),
          occurrences: read.occurrences.map(({ annotationId, revision }) => ({
            annotationId,
            revision,
          })),
        }),
      ({ claim, occurrences }) => ({ claim, occurrences }),
    );
    if (outcome.ok) {
      draft.discard();
      const isEqual = outcome.data.claim.check?.status === "approved";
      return onDecided(isEqual ? "second_equal" : "second_different");
    }
    const reason = sourcingReasonSchema.safeParse(outcome.details?.sourcingReason);
    const why =
      outcome.details?.reason === "unsourced" && reason.success ? sourcingWords(reason.data) : "";
    setRefusal(`${words(outcome)} ${why}`.trim());
  };
  const decline = async () => {
    const outcome = await perform(
      ({ id: claimId }) => callOffSecondCheck(workspace, { claimId, memberId: me.memberId }),
      ({ claim }) => ({ claim }),
    );
    if (outcome.ok) draft.discard();
    else setRefusal(words(outcome));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
  };
  return (
    <form
      className={secondStyles.form}
      aria-labelledby={heading}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={onKeyDown}
    >
      <ForeignChange />
      <p className={secondStyles.lead}>
        <IconEyeOff size={18} aria-hidden="true" />
        <span>
          <strong id={heading}>{t("title")}</strong> {t("lead")}
        </span>
      </p>
      <fieldset className={secondStyles.sources}>
        <legend>{t("sources")}</legend>
        {detail.sources.length + found.length === 0 && (
          <p className={styles.why}>{t("sourcesNone")}</p>
        )}
        {detail.sources.map((source) => (
          <SourceItem
            key={source.id}
            title={source.title}
            item={items[source.id] ?? NOTHING}
            onChange={(change) => setItem(source.id, change)}
          >
            <SourceLine source={source} />
          </SourceItem>
        ))}
        {found.map(({ id: sourceId, title }) => (
          <SourceItem
            key={sourceId}
            title={title}
            item={items[sourceId] ?? NOTHING}
            onChange={(change) => setItem(sourceId, change)}
          >
            <span className={secondStyles.found}>
              {title}
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={t("takeOff", { title })}
                onClick={() =>
                  draft.change((now) => ({
                    ...now,
                    found: now.found.filter((source) => source.id !== sourceId),
                    items: { ...now.items, [sourceId]: NOTHING },
                  }))
                }
              >
                <IconX size={14} />
              </ActionIcon>
            </span>
          </SourceItem>
        ))}
        <SourcePicker
          label={t("another")}
          query={draft.value.query}
          onQuery={(query) => draft.set({ ...draft.value, query })}
          onPick={add}
          onNew={(typed) => void make(typed)}
        />
      </fieldset>
      <VerdictButtons label={t("verdict")} scale={ratingScale} chosen={verdict} onChoose={choose} />
      <Textarea
        ref={rationale}
        label={t("rationale")}
        description={t("rationaleHelp")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        autosize
        minRows={3}
        maxRows={14}
        maxLength={20_000}
        dir="auto"
        value={draft.value.rationale}
        onChange={(event) => draft.set({ ...draft.value, rationale: event.currentTarget.value })}
      />
      <RefusalAlert>{refusal}</RefusalAlert>
      <div className={styles.buttons}>
        <Button type="submit" size="compact-md" fz="sm" disabled={!maySubmit} loading={busy}>
          {t("submit")}
        </Button>
        <Button
          size="compact-md"
          fz="sm"
          variant="default"
          disabled={busy}
          onClick={() => void decline()}
        >
          {t("decline")}
        </Button>
        <span className={styles.hint}>
          {t.rich("hint", { key: () => <KeyCaps sequence="Mod+Enter" /> })}
        </span>
      </div>
    </form>
  );
}

interface SourceItemProps {
  title: string;
  item: Item;
  onChange: (change: Partial<Item>) => void;
  children: React.ReactNode;
}

/** What one source says of the claim, as far as the second checker has looked. */
function SourceItem({ title, item, onChange, children }: SourceItemProps) {
  const t = useTranslations("review.secondCheck");
  const stances = useTranslations("source.stances");
  return (
    <div className={secondStyles.item}>
      {children}
      <NativeSelect
        size="xs"
        aria-label={t("stanceOf", { title })}
        value={item.stance ?? ""}
        data={[
          { value: "", label: t("unused") },
          ...STANCES.map((stance) => ({ value: stance, label: stances(stance) })),
        ]}
        onChange={(event) =>
          onChange({ stance: stanceSchema.safeParse(event.currentTarget.value).data ?? null })
        }
      />
      {item.stance !== null && (
        <Textarea
          size="xs"
          label={t("quote")}
          autosize
          minRows={1}
          maxRows={8}
          maxLength={20_000}
          dir="auto"
          value={item.quote}
          onChange={(event) => onChange({ quote: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
