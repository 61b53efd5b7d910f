"use client";

import {
  Anchor,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Radio,
  Stack,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { z } from "zod";
import { KeyCaps } from "@/components/keys/key-caps";
import { useTypeAhead } from "@/components/keys/use-type-ahead";
import { RefusalAlert } from "@/components/ui/refusal";
import { type Outcome, useRefusalWords } from "@/components/ui/use-action";
import { newId } from "@/lib/id";
import { LOCATOR_TYPES } from "@/lib/source/locator";
import type { SourceView } from "@/lib/source/schema";
import { CITATION_RELATIONS, citationRelationSchema, STANCES } from "@/lib/source/schema-enums";
import { type CitationDraft, type CitationProblems, citationProblems } from "./citation-draft";
import styles from "./source.module.css";
import { emptySource, isAddress, knownSource, withScheme } from "./source-choice";
import { SourceFields } from "./source-fields";
import { SourceFacts } from "./source-line";
import { SourcePicker } from "./source-picker";
import { StanceIcon } from "./stance-mark";
import { titleFromAddress } from "./title-from-address";

interface CitationFormProps {
  draft: CitationDraft;
  onChange: (next: (now: CitationDraft) => CitationDraft) => void;
  /** Ids stay the same however often it is tried, so that a repeated request is recognised. */
  save: (options: {
    ids: { citation: string; source: string };
    sameAddress: boolean;
  }) => Promise<Outcome<unknown>>;
  onSaved: () => void;
  onCancel: () => void;
  /** An author's word for having looked does not count. */
  proposes: boolean;
  editing?: boolean;
  busy: boolean;
  /** What stands there now, where another changed it meanwhile. */
  conflict?: ReactNode;
}

const sameAddressSchema = z.object({
  reason: z.literal("same_address"),
  existing: z.custom<SourceView>(
    (value) => z.object({ id: z.uuid(), title: z.string() }).safeParse(value).success,
  ),
});

/** What a source says of the claim, where, and who looked. */
export function CitationForm(props: CitationFormProps) {
  const { draft, onChange, save, onSaved, onCancel, proposes, editing = false, busy } = props;
  const t = useTranslations("source");
  const refusalWords = useRefusalWords();
  const [problems, setProblems] = useState<CitationProblems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [same, setSame] = useState<SourceView | null>(null);
  const [ids] = useState(() => ({ citation: newId(), source: newId() }));
  const form = useRef<HTMLFormElement>(null);
  const quote = useRef<HTMLTextAreaElement>(null);
  const stanceLabel = useId();
  const typeAhead = useTypeAhead(busy);
  const { source } = draft;
  // What is wrong may stand above what is on the screen.
  useEffect(() => {
    if (Object.keys(problems).length === 0) return;
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid='true']");
    (wrong ?? form.current?.querySelector("input"))?.focus();
  }, [problems]);
  const set = (change: Partial<CitationDraft>) => {
    setProblems({});
    onChange((now) => ({ ...now, ...change }));
  };

  const take = (picked: SourceView) => {
    setSame(null);
    set({ source: { from: "existing", source: knownSource(picked) }, query: "" });
    window.setTimeout(() => quote.current?.focus());
  };
  const make = (typed: string) => {
    const url = isAddress(typed) ? withScheme(typed) : "";
    const title = url === "" ? typed : titleFromAddress(url);
    const type = url === "" ? "document" : "webpage";
    set({ source: { from: "new", source: emptySource({ url, title, type }) }, query: "" });
  };
  const submit = async (sameAddress = false) => {
    if (busy) return;
    const found = citationProblems(draft);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    setRefusal(null);
    const outcome = await save({ ids, sameAddress });
    if (outcome.ok) return onSaved();
    const known = sameAddressSchema.safeParse(outcome.details);
    if (known.success) setSame(known.data.existing);
    else if (outcome.code !== "conflict" || !editing) setRefusal(refusalWords(outcome));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  };
  const words = (code: CitationProblems[keyof CitationProblems]) =>
    code && t(`citation.problems.${code}`);

  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={editing ? t("citation.editTitle") : t("citation.addTitle")}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDownCapture={typeAhead}
      onKeyDown={onKeyDown}
    >
      <Stack gap="sm">
        {props.conflict}
        {source === null ? (
          <div>
            <SourcePicker
              label={t("citation.source")}
              query={draft.query}
              onQuery={(query) => set({ query })}
              onPick={take}
              onNew={make}
              autoFocus
            />
            {problems.source && <p className={styles.error}>{t("citation.problems.source")}</p>}
          </div>
        ) : (
          <div>
            <span className={styles.label}>
              {source.from === "new" ? t("citation.newSource") : t("citation.source")}
            </span>
            <div className={styles.chosen}>
              {source.from === "existing" && (
                <div>
                  <span className={styles.optionTitle}>{source.source.title}</span>
                  <span className={styles.facts}>
                    <SourceFacts source={source.source} />
                  </span>
                </div>
              )}
              <Anchor
                component="button"
                type="button"
                size="xs"
                onClick={() => set({ source: null })}
              >
                {source.from === "new" ? t("picker.back") : t("picker.change")}
              </Anchor>
            </div>
          </div>
        )}
        {source?.from === "new" && (
          <SourceFields
            source={source.source}
            onChange={(next) => {
              setProblems({});
              onChange((now) =>
                now.source?.from === "new"
                  ? { ...now, source: { from: "new", source: next(now.source.source) } }
                  : now,
              );
            }}
            onExisting={take}
            titleError={words(problems.title)}
            addressError={words(problems.address)}
            languageError={words(problems.language)}
          />
        )}
        {same && (
          <div className={styles.same} role="alert">
            <span>{t("picker.same")}</span>
            <strong>{same.title}</strong>
            <Group gap="xs">
              <Button size="compact-xs" onClick={() => take(same)}>
                {t("picker.takeSame")}
              </Button>
              <Button size="compact-xs" variant="default" onClick={() => void submit(true)}>
                {t("picker.makeSame")}
              </Button>
            </Group>
          </div>
        )}
        <div role="radiogroup" aria-labelledby={stanceLabel}>
          <span className={styles.label} id={stanceLabel}>
            {t("citation.stance")}
          </span>
          <div className={styles.stances}>
            {STANCES.map((stance) => (
              <Radio.Card
                key={stance}
                value={stance}
                className={styles.stanceCard}
                data-stance={stance}
                checked={draft.stance === stance}
                name={stanceLabel}
                onClick={() => set({ stance })}
              >
                <StanceIcon stance={stance} />
                {t(`stances.${stance}`)}
              </Radio.Card>
            ))}
          </div>
        </div>
        <Textarea
          ref={quote}
          label={t("citation.quote")}
          placeholder={t("citation.quotePlaceholder")}
          classNames={{ input: styles.quoteInput }}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={20_000}
          dir="auto"
          autoFocus={source !== null && !editing}
          value={draft.quote}
          onChange={(event) => set({ quote: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.stopPropagation();
            void submit();
          }}
        />
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <NativeSelect
            label={t("citation.locatorType")}
            className={styles.locatorType}
            value={draft.locatorType}
            data={LOCATOR_TYPES.map((value) => ({ value, label: t(`locatorTypes.${value}`) }))}
            onChange={(event) => {
              const type = LOCATOR_TYPES.find((known) => known === event.currentTarget.value);
              if (type) set({ locatorType: type });
            }}
          />
          <TextInput
            label={t("citation.locator")}
            placeholder={t(`locatorExamples.${draft.locatorType}`)}
            className={styles.locator}
            value={draft.locator}
            maxLength={120}
            error={words(problems.locator)}
            onChange={(event) => set({ locator: event.currentTarget.value })}
          />
        </Group>
        <NativeSelect
          label={t("citation.relation")}
          value={draft.relation}
          data={CITATION_RELATIONS.map((value) => ({ value, label: t(`relations.${value}`) }))}
          onChange={(event) =>
            set({ relation: citationRelationSchema.parse(event.currentTarget.value) })
          }
        />
        {proposes ? (
          <p className={styles.hint}>{t("citation.proposes")}</p>
        ) : (
          !editing && (
            <Checkbox
              size="xs"
              label={t("citation.seen")}
              checked={draft.seen}
              onChange={(event) => set({ seen: event.currentTarget.checked })}
            />
          )
        )}
        <Textarea
          label={t("citation.comment")}
          autosize
          minRows={1}
          maxRows={8}
          maxLength={10_000}
          value={draft.comment}
          onChange={(event) => set({ comment: event.currentTarget.value })}
        />
        <RefusalAlert>{refusal}</RefusalAlert>
        <Group gap="xs">
          <Button type="submit" size="compact-md" fz="sm" loading={busy}>
            {editing ? t("citation.saveEdit") : t("citation.save")}
          </Button>
          <Button size="compact-md" fz="sm" variant="default" onClick={onCancel}>
            {t("citation.cancel")}
          </Button>
          <span className={styles.hint}>
            {t.rich("citation.hint", { key: () => <KeyCaps sequence="Enter" /> })}
          </span>
        </Group>
      </Stack>
    </form>
  );
}
