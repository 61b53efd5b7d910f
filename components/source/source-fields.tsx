"use client";

import {
  Anchor,
  Checkbox,
  Group,
  NativeSelect,
  SegmentedControl,
  Stack,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { useClaimSetting } from "@/components/claim/setting";
import { callAction } from "@/components/ui/use-action";
import { suggestForAddress } from "@/lib/source/actions";
import type { CslVariable } from "@/lib/source/csl";
import { CSL_VARIABLES } from "@/lib/source/csl-text";
import type { AddressSuggestion, SourceView } from "@/lib/source/schema";
import { PRIMACIES, primacySchema } from "@/lib/source/schema-enums";
import { FIELDS_OF_TYPE, SOURCE_TYPES, sourceTypeSchema } from "@/lib/source/source-type";
import styles from "./source.module.css";
import { isAddress, knownSource, type NewSource, withScheme } from "./source-choice";
import { SourceFacts } from "./source-line";
import { SourcePicker } from "./source-picker";
import { titleFromAddress } from "./title-from-address";

interface SourceFieldsProps {
  source: NewSource;
  onChange: (next: (now: NewSource) => NewSource) => void;
  /** The workspace has one of the same address, and the person takes it. */
  onExisting?: (source: SourceView) => void;
  /** The one that is changed, where it is no new one. */
  editedId?: string;
  /** Every field of its type from the beginning. */
  whole?: boolean;
  titleError?: string | undefined;
  addressError?: string | undefined;
  languageError?: string | undefined;
}

/** The two that are asked of every source, before the others of its type. */
const FIRST: readonly CslVariable[] = ["author", "issued"];

function hasMore({ repeats, language, notes, texts }: NewSource): boolean {
  const filled = CSL_VARIABLES.some((variable) => texts[variable] && !FIRST.includes(variable));
  return repeats !== null || language !== "" || notes !== "" || filled;
}

/** Describes a source. */
export function SourceFields(props: SourceFieldsProps) {
  const { source, onChange, onExisting, editedId, titleError, addressError } = props;
  const t = useTranslations("source");
  const [more, setMore] = useState(props.whole || editedId !== undefined || hasMore(source));
  const suggestion = useSuggestion(source.url);
  useProposals(editedId === undefined ? suggestion : null, onChange);
  const primacyId = useId();
  const set = (change: Partial<NewSource>) => onChange((now) => ({ ...now, ...change }));
  const setText = (variable: CslVariable, text: string) =>
    onChange((now) => ({ ...now, texts: { ...now.texts, [variable]: text } }));
  const existing = suggestion?.existing?.id === editedId ? null : suggestion?.existing;
  return (
    <Stack gap="xs">
      <TextInput
        label={t("fields.url")}
        placeholder="https://"
        inputMode="url"
        value={source.url}
        error={addressError}
        maxLength={4_000}
        onChange={(event) => set({ url: event.currentTarget.value })}
      />
      {existing && (
        <div className={styles.same} role="status">
          <span>{t("picker.same")}</span>
          <strong>{existing.title}</strong>
          <span className={styles.facts}>
            <SourceFacts source={existing} />
          </span>
          {onExisting && (
            <Anchor component="button" type="button" size="sm" onClick={() => onExisting(existing)}>
              {t("picker.takeSame")}
            </Anchor>
          )}
        </div>
      )}
      <TextInput
        label={t("fields.title")}
        required
        value={source.title}
        error={titleError}
        maxLength={500}
        autoFocus={source.title === ""}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Group grow gap="xs" align="flex-start">
        <NativeSelect
          label={t("fields.type")}
          value={source.type}
          data={SOURCE_TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
          onChange={(event) => {
            const type = sourceTypeSchema.parse(event.currentTarget.value);
            // What CSL calls it said more than the old type; of the new one it may be false.
            onChange(({ stored: { type: _, ...stored }, ...now }) => ({ ...now, type, stored }));
          }}
        />
        <TextInput
          label={t("fields.issued")}
          placeholder={t("fields.issuedPlaceholder")}
          maxLength={100}
          value={source.texts.issued ?? ""}
          onChange={(event) => setText("issued", event.currentTarget.value)}
        />
      </Group>
      <Group grow gap="xs" align="flex-start">
        <TextInput
          label={t("fields.publisher")}
          placeholder={suggestion?.publisher?.name ?? suggestion?.domain ?? ""}
          maxLength={200}
          value={source.publisher}
          onChange={(event) => set({ publisher: event.currentTarget.value })}
        />
        <TextInput
          label={t(`authors.${source.type}`)}
          placeholder={t("fields.namesPlaceholder")}
          maxLength={5_000}
          value={source.texts.author ?? ""}
          onChange={(event) => setText("author", event.currentTarget.value)}
        />
      </Group>
      <div>
        <span className={styles.label} id={primacyId}>
          {t("fields.primacy")}
        </span>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby={primacyId}
          value={source.primacy}
          data={PRIMACIES.map((value) => ({ value, label: t(`primaryShort.${value}`) }))}
          onChange={(value) => set({ primacy: primacySchema.parse(value) })}
        />
        <p className={styles.hint}>{t(`primacyHelp.${source.primacy}`)}</p>
      </div>
      <Checkbox
        size="xs"
        label={t("fields.encyclopaedia")}
        checked={source.encyclopaedia}
        onChange={(event) => set({ encyclopaedia: event.currentTarget.checked })}
      />
      {more ? (
        <MoreFields
          source={source}
          onChange={onChange}
          editedId={editedId}
          languageError={props.languageError}
        />
      ) : (
        <Anchor component="button" type="button" size="xs" onClick={() => setMore(true)}>
          {t("fields.more")}
        </Anchor>
      )}
    </Stack>
  );
}

interface MoreFieldsProps extends Pick<SourceFieldsProps, "source" | "onChange"> {
  editedId: string | undefined;
  languageError: string | undefined;
}

function MoreFields({ source, onChange, editedId, languageError }: MoreFieldsProps) {
  const t = useTranslations("source");
  const [query, setQuery] = useState("");
  const set = (change: Partial<NewSource>) => onChange((now) => ({ ...now, ...change }));
  const filled = CSL_VARIABLES.filter((variable) => source.texts[variable]);
  const fitting: readonly CslVariable[] = FIELDS_OF_TYPE[source.type];
  const fields = [...new Set([...fitting, ...filled])].filter((field) => !FIRST.includes(field));
  const setField = (field: CslVariable, value: string) =>
    onChange((now) => ({ ...now, texts: { ...now.texts, [field]: value } }));
  return (
    <Stack gap="xs">
      <div className={styles.pairs}>
        {fields.map((field) => (
          <TextInput
            key={field}
            label={t(`csl.${field}`)}
            maxLength={5_000}
            value={source.texts[field] ?? ""}
            onChange={(event) => setField(field, event.currentTarget.value)}
          />
        ))}
        <TextInput
          label={t("fields.language")}
          placeholder={t("fields.languagePlaceholder")}
          maxLength={35}
          error={languageError}
          value={source.language}
          onChange={(event) => set({ language: event.currentTarget.value })}
        />
      </div>
      {source.repeats ? (
        <div>
          <span className={styles.label}>{t("fields.repeats")}</span>
          <div className={styles.chosen}>
            <span className={styles.optionTitle}>{source.repeats.title}</span>
            <Anchor
              component="button"
              type="button"
              size="xs"
              onClick={() => onChange((now) => ({ ...now, repeats: null }))}
            >
              {t("picker.change")}
            </Anchor>
          </div>
        </div>
      ) : (
        <>
          <SourcePicker
            label={t("fields.repeats")}
            query={query}
            onQuery={setQuery}
            exceptId={editedId}
            onPick={(origin) => onChange((now) => ({ ...now, repeats: knownSource(origin) }))}
          />
          <p className={styles.hint}>{t("fields.repeatsHelp")}</p>
        </>
      )}
      <Textarea
        label={t("fields.notes")}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={10_000}
        value={source.notes}
        onChange={(event) => set({ notes: event.currentTarget.value })}
      />
    </Stack>
  );
}

/** What the workspace knows of an address. */
function useSuggestion(url: string): AddressSuggestion | null {
  const { workspace } = useClaimSetting();
  const [settled] = useDebouncedValue(url.trim(), 250);
  const [answer, setAnswer] = useState<{ url: string; suggestion: AddressSuggestion } | null>(null);
  useEffect(() => {
    if (!isAddress(settled)) return;
    let current = true;
    void callAction(suggestForAddress, workspace, { url: withScheme(settled) }).then((outcome) => {
      if (current && outcome.ok) setAnswer({ url: settled, suggestion: outcome.data });
    });
    return () => {
      current = false;
    };
  }, [workspace, settled]);
  return answer?.url === url.trim() ? answer.suggestion : null;
}

/** Fills in, once for each address, what it tells and nobody has written yet. */
function useProposals(
  suggestion: AddressSuggestion | null,
  onChange: SourceFieldsProps["onChange"],
): void {
  const done = useRef<string | null>(null);
  useEffect(() => {
    const url = suggestion?.url;
    if (!url || done.current === url) return;
    done.current = url;
    const { encyclopaedia } = suggestion;
    onChange((now) => ({
      ...now,
      title: now.title === "" ? titleFromAddress(url) : now.title,
      encyclopaedia: now.encyclopaedia || encyclopaedia,
      primacy: encyclopaedia ? "tertiary" : now.primacy,
    }));
  }, [suggestion, onChange]);
}
