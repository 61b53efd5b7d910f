"use client";

import {
  Anchor,
  Checkbox,
  Group,
  NativeSelect,
  SegmentedControl,
  Stack,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { useClaimSetting } from "@/components/claim/setting";
import { callAction } from "@/components/ui/use-action";
import { suggestForAddress } from "@/lib/source/actions";
import {
  type AddressSuggestion,
  CSL_FIELDS,
  type Csl,
  SOURCE_TYPES,
  type SourceType,
  type SourceView,
  sourceTypeSchema,
} from "@/lib/source/schema";
import { PRIMACIES, primacySchema } from "@/lib/source/schema-enums";
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
  titleError?: string | undefined;
  addressError?: string | undefined;
}

/** Describes a source. */
export function SourceFields(props: SourceFieldsProps) {
  const { source, onChange, onExisting, editedId, titleError, addressError } = props;
  const t = useTranslations("source");
  const [more, setMore] = useState(source.repeats !== null || Object.keys(source.csl).length > 0);
  const suggestion = useSuggestion(source.url);
  useProposals(editedId === undefined ? suggestion : null, onChange);
  const primacyId = useId();
  const set = (change: Partial<NewSource>) => onChange((now) => ({ ...now, ...change }));
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
          onChange={(event) => set({ type: sourceTypeSchema.parse(event.currentTarget.value) })}
        />
        <TextInput
          label={t("fields.issued")}
          placeholder={t("fields.issuedPlaceholder")}
          maxLength={100}
          value={source.issued}
          onChange={(event) => set({ issued: event.currentTarget.value })}
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
          label={t("fields.author")}
          maxLength={500}
          value={source.author}
          onChange={(event) => set({ author: event.currentTarget.value })}
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
        <MoreFields source={source} onChange={onChange} editedId={editedId} />
      ) : (
        <Anchor component="button" type="button" size="xs" onClick={() => setMore(true)}>
          {t("fields.more")}
        </Anchor>
      )}
    </Stack>
  );
}

/** Which bibliographic fields a type of source has, beside those of all. */
const FIELDS: Record<SourceType, readonly (typeof CSL_FIELDS)[number][]> = {
  webpage: ["container-title"],
  "article-newspaper": ["container-title", "edition", "page"],
  "article-magazine": ["container-title", "issue", "page"],
  "article-journal": ["container-title", "volume", "issue", "page", "DOI", "ISSN"],
  report: ["number", "publisher-place", "page", "DOI"],
  book: ["edition", "volume", "publisher-place", "ISBN"],
  chapter: ["container-title", "page", "publisher-place", "ISBN"],
  legislation: ["number", "container-title", "page"],
  legal_case: ["number", "container-title", "page"],
  dataset: ["edition", "number", "DOI"],
  speech: ["container-title", "publisher-place"],
  interview: ["medium", "note"],
  personal_communication: ["medium", "note"],
  broadcast: ["container-title", "number", "medium"],
  motion_picture: ["medium", "number"],
  song: ["container-title", "medium"],
  post: ["container-title", "medium"],
  graphic: ["container-title", "medium"],
  map: ["container-title", "edition", "number"],
  document: ["number", "archive", "archive_location", "note"],
};

interface MoreFieldsProps extends Pick<SourceFieldsProps, "source" | "onChange"> {
  editedId: string | undefined;
}

function MoreFields({ source, onChange, editedId }: MoreFieldsProps) {
  const t = useTranslations("source");
  const [query, setQuery] = useState("");
  const filled = CSL_FIELDS.filter((field) => source.csl[field]);
  const fields = [...new Set([...FIELDS[source.type], ...filled])];
  const setField = (field: keyof Csl, value: string) =>
    onChange((now) => ({ ...now, csl: { ...now.csl, [field]: value } }));
  return (
    <Stack gap="xs">
      <div className={styles.pairs}>
        {fields.map((field) => (
          <TextInput
            key={field}
            label={t(`csl.${field}`)}
            maxLength={500}
            value={source.csl[field] ?? ""}
            onChange={(event) => setField(field, event.currentTarget.value)}
          />
        ))}
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
