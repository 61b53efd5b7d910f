"use client";

import { Button, Group, Stack, Switch, Table, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  COMMAND_GROUPS,
  COMMAND_IDS,
  COMMANDS,
  type CommandId,
  chordOf,
  conflictsOf,
  DEFAULT_KEYMAP,
  type KeymapPreferences,
  keySequenceSchema,
  keysOf,
  remap,
} from "@/lib/account/keymap";
import { KeyCaps } from "./key-caps";
import { isMac } from "./keys-provider";

export interface KeymapEditorProps {
  value: KeymapPreferences;
  onChange: (value: KeymapPreferences) => void;
}

/** Changes the keys of every command. Needs a KeysProvider around it only for the caps' words. */
export function KeymapEditor({ value, onChange }: KeymapEditorProps) {
  const t = useTranslations("annotation.keys");
  const [recording, setRecording] = useState<CommandId | null>(null);
  const conflicts = conflictsOf(value);
  const isDefault = Object.keys(value.keymap).length === 0;

  const record = (command: CommandId, event: React.KeyboardEvent) => {
    // Tab and Escape leave, as everywhere.
    if (event.key === "Tab") return setRecording(null);
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape" && command !== "close") return setRecording(null);
    const chord = chordOf(event.nativeEvent, isMac());
    if (chord === null || !keySequenceSchema.safeParse(chord).success) return;
    const others = keysOf(command, value).slice(1);
    onChange(remap(value, command, [chord, ...others.filter((key) => key !== chord)]));
    setRecording(null);
  };

  return (
    <Stack>
      <Switch
        checked={value.singleKeys}
        onChange={(event) => onChange({ ...value, singleKeys: event.currentTarget.checked })}
        label={t("singleKeys")}
        description={t("singleKeysHelp")}
      />
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("command")}</Table.Th>
            <Table.Th>{t("key")}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        {COMMAND_GROUPS.map((group) => (
          <Table.Tbody key={group}>
            <Table.Tr>
              <Table.Th colSpan={3} scope="rowgroup" c="dimmed" fw={600}>
                {t(`groups.${group}`)}
              </Table.Th>
            </Table.Tr>
            {COMMAND_IDS.filter((id) => COMMANDS[id].group === group).map((id) => {
              const clash = conflicts.find(({ commands }) => commands.includes(id));
              const other = clash?.commands.find((command) => command !== id);
              return (
                <Table.Tr key={id}>
                  <Table.Td>
                    {t(`commands.${id}`)}
                    {other && (
                      <Text size="xs" c="red">
                        {t("taken", { command: t(`commands.${other}`) })}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Group gap="xs">
                      {keysOf(id, value).map((sequence) => (
                        <KeyCaps key={sequence} sequence={sequence} />
                      ))}
                    </Group>
                  </Table.Td>
                  <Table.Td>
                    <Group gap="xs" justify="flex-end" wrap="nowrap">
                      <Button
                        size="compact-xs"
                        variant={recording === id ? "filled" : "default"}
                        aria-pressed={recording === id}
                        aria-label={t("changeKeyOf", { command: t(`commands.${id}`) })}
                        onClick={() => setRecording(recording === id ? null : id)}
                        onBlur={() => setRecording((now) => (now === id ? null : now))}
                        onKeyDown={(event) => {
                          if (recording === id) record(id, event);
                        }}
                      >
                        {recording === id ? t("press") : t("changeKey")}
                      </Button>
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        disabled={!(id in value.keymap)}
                        aria-label={t("resetKeyOf", { command: t(`commands.${id}`) })}
                        onClick={() => onChange(remap(value, id, null))}
                      >
                        {t("resetKey")}
                      </Button>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        ))}
      </Table>
      <Group>
        <Button
          variant="default"
          disabled={isDefault}
          onClick={() => onChange({ ...value, keymap: DEFAULT_KEYMAP.keymap })}
        >
          {t("resetAll")}
        </Button>
      </Group>
    </Stack>
  );
}
