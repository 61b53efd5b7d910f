"use client";

import { Combobox, Loader, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type Ref, useEffect, useState } from "react";
import { useClaimSetting } from "@/components/claim/setting";
import { callAction } from "@/components/ui/use-action";
import { searchSources } from "@/lib/source/actions";
import type { SourceView } from "@/lib/source/schema";
import styles from "./source.module.css";
import { SourceFacts } from "./source-line";

interface SourcePickerProps {
  label: string;
  /** What has been typed belongs to the form, which keeps it. */
  query: string;
  onQuery: (query: string) => void;
  onPick: (source: SourceView) => void;
  /** Makes a new one of what was typed; absent where only known ones will do. */
  onNew?: (typed: string) => void;
  autoFocus?: boolean;
  ref?: Ref<HTMLInputElement>;
  /** Not to be offered. */
  exceptId?: string | undefined;
}

const NEW = "new";

/** Finds a source as one types, those used last first, or makes a new one of what was typed. */
export function SourcePicker(props: SourcePickerProps) {
  const { label, query, onQuery, onPick, onNew, autoFocus, ref, exceptId } = props;
  const t = useTranslations("source.picker");
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { sources, state } = useSources(query, combobox.dropdownOpened);
  const offered = sources.filter(({ id }) => id !== exceptId).slice(0, 8);
  const typed = query.trim();
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(value) => {
        combobox.closeDropdown();
        if (value === NEW) return onNew?.(typed);
        const source = offered.find(({ id }) => id === value);
        if (source) onPick(source);
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={ref}
          label={label}
          placeholder={t("placeholder")}
          autoFocus={autoFocus}
          value={query}
          maxLength={2_000}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          rightSection={state === "searching" ? <Loader size={14} /> : null}
          onChange={(event) => {
            onQuery(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            // The first Escape closes the list, the next the form.
            if (event.key === "Escape" && combobox.dropdownOpened) event.stopPropagation();
            // Enter with nothing chosen takes the first, and never submits the form around it.
            if (event.key !== "Enter" || combobox.getSelectedOptionIndex() >= 0) return;
            event.preventDefault();
            combobox.selectFirstOption();
            combobox.clickSelectedOption();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={label} mah={320} style={{ overflowY: "auto" }}>
          {offered.map((source) => (
            <Combobox.Option key={source.id} value={source.id}>
              <span className={styles.optionTitle}>{source.title}</span>
              <span className={styles.facts}>
                <SourceFacts source={source} />
              </span>
            </Combobox.Option>
          ))}
          {offered.length === 0 && state !== "searching" && (
            <Combobox.Empty>
              {state === "failed" ? t("failed") : typed === "" ? t("none") : t("nothing")}
            </Combobox.Empty>
          )}
          {onNew && (
            <Combobox.Option value={NEW}>
              <span className={styles.optionNew}>
                <IconPlus size={15} aria-hidden="true" />
                {typed === "" ? t("new") : t("newOf", { typed })}
              </span>
            </Combobox.Option>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

type SearchState = "searching" | "found" | "failed";

function useSources(query: string, wanted: boolean): { sources: SourceView[]; state: SearchState } {
  const { workspace } = useClaimSetting();
  const [settled] = useDebouncedValue(query.trim().slice(0, 500), 150);
  const [answer, setAnswer] = useState<{ query: string; sources: SourceView[] } | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    setFailed(false);
    void callAction(searchSources, workspace, { query: settled, limit: 12 }).then((outcome) => {
      if (!current) return;
      if (outcome.ok) setAnswer({ query: settled, sources: outcome.data });
      // Whoever may not see the workspace's sources makes theirs.
      else if (outcome.code === "forbidden") setAnswer({ query: settled, sources: [] });
      else setFailed(true);
    });
    return () => {
      current = false;
    };
  }, [workspace, settled, wanted]);
  const isCurrent = answer?.query === settled;
  return {
    sources: answer?.sources ?? [],
    state: failed ? "failed" : isCurrent ? "found" : "searching",
  };
}
