"use client";

import { Anchor, Button, CopyButton, Group, Popover, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconLoader2 } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import styles from "./save-state.module.css";
import type { Failure } from "./state";
import { usePage, usePageActions } from "./store-context";

const CODES = [
  "offline",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "invalid",
  "rate_limited",
] as const;
const REASONS = [
  "reason_missing",
  "wording_missing",
  "quotation_reworded",
  "no_words",
  "version_outdated",
  "annotation_outdated",
  "no_remedy",
  "not_in_text",
  "outside_text",
] as const;

/** Whether what was done is saved; where it is not, what and why, with the person's words. */
export function SaveState() {
  const t = useTranslations("article.page.save");
  const saving = usePage((state) => state.saving > 0);
  const saved = usePage((state) => state.saved);
  const failures = usePage((state) => state.failures);
  const [opened, setOpened] = useState(false);
  const count = failures.length;
  useEffect(() => setOpened(count > 0), [count]);
  if (count > 0) {
    return (
      <Popover
        opened={opened}
        onChange={setOpened}
        width="min(26rem, 94vw)"
        position="bottom-start"
        shadow="md"
        withinPortal
      >
        <Popover.Target>
          <Anchor
            component="button"
            type="button"
            size="xs"
            c="red"
            fw={600}
            className={styles.state}
            onClick={() => setOpened(!opened)}
          >
            <IconAlertTriangle size={14} aria-hidden="true" />
            {t("failed")}
          </Anchor>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="md" role="alert">
            <Text size="sm" fw={600}>
              {t("list", { count })}
            </Text>
            {failures.map((failure) => (
              <Failed key={failure.id} failure={failure} />
            ))}
          </Stack>
        </Popover.Dropdown>
      </Popover>
    );
  }
  return (
    <span className={styles.state} role="status">
      {saving ? (
        <>
          <IconLoader2 className={styles.turning} size={14} aria-hidden="true" />
          {t("saving")}
        </>
      ) : (
        saved && (
          <>
            <IconCheck size={14} aria-hidden="true" />
            {t("saved")}
          </>
        )
      )}
    </span>
  );
}

function Failed({ failure }: { failure: Failure }) {
  const t = useTranslations("article.page");
  const { retry, dismiss } = usePageActions();
  const reason = REASONS.find((known) => known === failure.reason);
  const code = CODES.find((known) => known === failure.code) ?? "failed";
  // Of the text there is no "mine" to put in its place.
  const isOfText = failure.operation === "remedy" || failure.operation === "text_back";
  const isConflict = failure.code === "conflict" && !isOfText;
  return (
    <div className={styles.failure}>
      <Text size="sm">
        {t(`save.operations.${failure.operation}`)}:{" "}
        {reason ? t(`save.reasons.${reason}`) : t(`save.codes.${code}`)}
      </Text>
      {isConflict && failure.newer && (
        <>
          <Text size="xs" c="dimmed">
            {t("conflict.theirs")}
          </Text>
          <p className={styles.words}>{textOf(failure)}</p>
        </>
      )}
      {failure.words !== "" && (
        <>
          <Text size="xs" c="dimmed">
            {t("conflict.yours")}
          </Text>
          <p className={styles.words}>{failure.words}</p>
        </>
      )}
      <Group gap="xs">
        {!(isOfText && failure.code === "conflict") && (
          <Button size="compact-sm" onClick={() => retry(failure.id)}>
            {isConflict ? t("conflict.useMine") : t("save.retry")}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={() => dismiss(failure.id)}>
          {isConflict ? t("conflict.keepTheirs") : t("save.dismiss")}
        </Button>
        {failure.words !== "" && (
          <CopyButton value={failure.words}>
            {({ copy }) => (
              <Button size="compact-sm" variant="subtle" onClick={copy}>
                {t("save.copy")}
              </Button>
            )}
          </CopyButton>
        )}
      </Group>
    </div>
  );
}

/** What stands there now, of what the person wanted to change. */
function textOf({ newer, operation }: Failure): string {
  if (!newer) return "";
  if (operation === "note") return newer.body;
  const { occurrence, targets } = newer;
  if (operation === "occurrence" && occurrence) {
    return [occurrence.speaker, occurrence.saidOn, occurrence.remedyWording]
      .filter((text) => text !== "")
      .join("\n");
  }
  return targets
    .filter(({ role }) => role === "words")
    .map(({ exact }) => exact)
    .join(" … ");
}
