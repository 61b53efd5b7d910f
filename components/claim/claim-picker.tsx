"use client";

import { Combobox, Loader, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { callAction } from "@/components/ui/use-action";
import { searchClaims } from "@/lib/claim/actions";
import type { ClaimMatch } from "@/lib/claim/schema";
import styles from "./claim.module.css";
import { useClaimSetting } from "./setting";

interface ClaimPickerProps {
  label: string;
  exceptId: string;
  onPick: (claimId: string) => void;
  onLeave: () => void;
}

/** Finds a claim of the workspace as one types. */
export function ClaimPicker({ label, exceptId, onPick, onLeave }: ClaimPickerProps) {
  const t = useTranslations("claim.picker");
  const { workspace } = useClaimSetting();
  const combobox = useCombobox({ defaultOpened: true });
  const [query, setQuery] = useState("");
  const [settled] = useDebouncedValue(query.trim().slice(0, 500), 150);
  const [found, setFound] = useState<ClaimMatch[] | null>(null);
  useEffect(() => {
    let current = true;
    void callAction(searchClaims, workspace, { query: settled, limit: 10 }).then((outcome) => {
      if (current) setFound(outcome.ok ? outcome.data : []);
    });
    return () => {
      current = false;
    };
  }, [workspace, settled]);
  const offered = found?.filter(({ id }) => id !== exceptId);
  return (
    <Combobox store={combobox} onOptionSubmit={onPick}>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          label={label}
          placeholder={t("placeholder")}
          autoFocus
          value={query}
          rightSection={found === null ? <Loader size={14} /> : null}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            onLeave();
          }}
          onBlur={onLeave}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: "auto" }} aria-label={label}>
          {offered?.map(({ id, number, statement }) => (
            <Combobox.Option key={id} value={id}>
              <span className={styles.number}>#{number}</span> {statement}
            </Combobox.Option>
          ))}
          {offered?.length === 0 && <Combobox.Empty>{t("nothing")}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
