"use client";

import { Anchor, Modal, Switch, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import {
  COMMAND_GROUPS,
  COMMAND_IDS,
  COMMANDS,
  type CommandGroup,
  type CommandId,
  isKeyOn,
  type KeymapPreferences,
  keysOf,
  VERDICT_COMMANDS,
} from "@/lib/account/keymap";
import { KeyCaps } from "./key-caps";
import styles from "./keys.module.css";
import { useKeys } from "./keys-provider";

export interface HelpSheetProps {
  opened: boolean;
  onClose: () => void;
  /** Where keys are changed. */
  editorHref?: string;
  /** Stores that single keys are on or off; without it there is no switch. */
  onSingleKeys?: (on: boolean) => void;
}

/** Every command with its keys as they are mapped now. */
export function HelpSheet({ opened, onClose, editorHref, onSingleKeys }: HelpSheetProps) {
  const t = useTranslations("annotation.keys");
  const { preferences } = useKeys();
  return (
    <Modal opened={opened} onClose={onClose} title={t("title")} size="56rem" centered>
      <Text size="sm" c="dimmed" mb="md">
        {t("where")}
      </Text>
      {onSingleKeys && (
        <Switch
          mb="lg"
          checked={preferences.singleKeys}
          onChange={(event) => onSingleKeys(event.currentTarget.checked)}
          label={t("singleKeys")}
          description={t("singleKeysHelp")}
        />
      )}
      <div className={styles.groups}>
        {COMMAND_GROUPS.map((group) => (
          <Group key={group} group={group} />
        ))}
      </div>
      {editorHref && (
        <Anchor href={editorHref} size="sm">
          {t("change")}
        </Anchor>
      )}
    </Modal>
  );
}

const isVerdict = (id: CommandId) => VERDICT_COMMANDS.some((verdict) => verdict === id);

function areVerdictsDefault({ keymap }: KeymapPreferences): boolean {
  return VERDICT_COMMANDS.every((id) => keymap[id] === undefined);
}

/** While the verdicts have their digits, one line stands for all nine. */
function isListed(id: CommandId, group: CommandGroup, preferences: KeymapPreferences): boolean {
  if (COMMANDS[id].group !== group) return false;
  return !(isVerdict(id) && areVerdictsDefault(preferences));
}

function Verdicts() {
  const t = useTranslations("annotation.keys");
  const { preferences } = useKeys();
  return (
    <div className={styles.command}>
      <dt>{t("verdicts")}</dt>
      <dd>
        <span className={preferences.singleKeys ? styles.caps : `${styles.caps} ${styles.off}`}>
          <KeyCaps sequence="1" />–<KeyCaps sequence="9" />
        </span>
      </dd>
    </div>
  );
}

function Group({ group }: { group: CommandGroup }) {
  const t = useTranslations("annotation.keys");
  const { preferences } = useKeys();
  return (
    <section className={styles.group}>
      <h3>{t(`groups.${group}`)}</h3>
      <dl className={styles.commands}>
        {group === "check" && areVerdictsDefault(preferences) && <Verdicts />}
        {COMMAND_IDS.filter((id) => isListed(id, group, preferences)).map((id) => {
          const keys = keysOf(id, preferences);
          return (
            <div key={id} className={styles.command}>
              <dt>{t(`commands.${id}`)}</dt>
              <dd>
                {keys.map((sequence) =>
                  isKeyOn(sequence, preferences) ? (
                    <KeyCaps key={sequence} sequence={sequence} />
                  ) : (
                    <span key={sequence} className={styles.off}>
                      <KeyCaps sequence={sequence} />
                    </span>
                  ),
                )}
                {keys.length === 0 && <span>{t("noKey")}</span>}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
