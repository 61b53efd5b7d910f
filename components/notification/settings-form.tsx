"use client";

import { Anchor, Button, Checkbox, Group, NativeSelect, Radio, Stack, Text } from "@mantine/core";
import { notifications as notices } from "@mantine/notifications";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { useAction } from "@/components/ui/use-action";
import { setPreferences } from "@/lib/notification/actions";
import {
  MAIL_RHYTHMS,
  NOTIFICATION_KINDS,
  type NotificationKind,
} from "@/lib/notification/preferences";
import type { NotificationSettings } from "@/lib/notification/schema";
import { KindIcon } from "./kind-icon";
import styles from "./notifications.module.css";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

interface NotificationSettingsFormProps {
  workspace: string;
  settings: NotificationSettings;
}

/** What a member is told of in a workspace, and how. */
export function NotificationSettingsForm({ workspace, settings }: NotificationSettingsFormProps) {
  const t = useTranslations("notification");
  const [values, setValues] = useState(settings.preferences);
  const { run, busy } = useAction(setPreferences);
  const { mail, dailyAt, off, unmailed } = values;

  const turn = (list: "off" | "unmailed", kind: NotificationKind, on: boolean) =>
    setValues({
      ...values,
      [list]: on ? values[list].filter((each) => each !== kind) : [...values[list], kind],
    });
  const save = async () => {
    const outcome = await run(workspace, values);
    if (outcome.ok) notices.show({ message: t("settings.saved") });
  };
  const hour = (at: number) => `${String(at).padStart(2, "0")}:00`;

  return (
    <Page
      title={t("settings.title")}
      lead={t("settings.lead")}
      trail={
        <Anchor component={Link} href={`/w/${workspace}/notifications`} size="sm">
          {t("settings.back")}
        </Anchor>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="xl">
          <Section title={t("settings.rhythm")}>
            <Stack gap="md">
              <Text size="sm" c="dimmed">
                {settings.address === null
                  ? t("settings.noMail")
                  : t("settings.address", { address: settings.address })}
              </Text>
              <Radio.Group
                aria-label={t("settings.rhythm")}
                value={mail}
                onChange={(value) => {
                  const rhythm = MAIL_RHYTHMS.find((each) => each === value);
                  if (rhythm) setValues({ ...values, mail: rhythm });
                }}
              >
                <Stack gap="sm">
                  <Radio
                    value="at_once"
                    label={t("settings.rhythms.at_once")}
                    description={t("settings.rhythms.at_onceHelp")}
                  />
                  <Radio
                    value="daily"
                    label={t("settings.rhythms.daily")}
                    description={t("settings.rhythms.dailyHelp")}
                  />
                  <Radio value="off" label={t("settings.rhythms.off")} />
                </Stack>
              </Radio.Group>
              {mail === "daily" && (
                <NativeSelect
                  maw="12rem"
                  label={t("settings.dailyAt")}
                  value={String(dailyAt)}
                  data={HOURS.map((at) => ({ value: String(at), label: hour(at) }))}
                  onChange={(event) =>
                    setValues({ ...values, dailyAt: Number(event.currentTarget.value) })
                  }
                />
              )}
            </Stack>
          </Section>
          <Section title={t("settings.kinds")}>
            <table className={styles.kinds}>
              <thead>
                <tr>
                  <th scope="col">{t("settings.what")}</th>
                  <th scope="col" className={styles.tick}>
                    {t("settings.inStet")}
                  </th>
                  <th scope="col" className={styles.tick}>
                    {t("settings.byMail")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {NOTIFICATION_KINDS.map((kind) => {
                  const isOn = !off.includes(kind);
                  const label = t(`kind.${kind}`);
                  return (
                    <tr key={kind}>
                      <th scope="row">
                        <Group gap="xs" wrap="nowrap">
                          <KindIcon kind={kind} />
                          {label}
                        </Group>
                      </th>
                      <td>
                        <Checkbox
                          aria-label={`${label}: ${t("settings.inStet")}`}
                          checked={isOn}
                          onChange={(event) => turn("off", kind, event.currentTarget.checked)}
                        />
                      </td>
                      <td>
                        <Checkbox
                          aria-label={`${label}: ${t("settings.byMail")}`}
                          disabled={!isOn || mail === "off"}
                          checked={isOn && mail !== "off" && !unmailed.includes(kind)}
                          onChange={(event) => turn("unmailed", kind, event.currentTarget.checked)}
                        />
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </Section>
          <Group>
            <Button type="submit" loading={busy}>
              {t("settings.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
