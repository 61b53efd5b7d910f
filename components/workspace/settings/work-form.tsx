"use client";

import { NativeSelect, NumberInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { MEASURES_SEEN_BY, type Settings } from "@/lib/workspace/settings";
import { SettingsFields, useSettingsForm } from "./settings-form";

/** When work is stuck, and who sees how others fare. */
export function WorkForm({ settings }: { settings: Settings }) {
  const t = useTranslations("workspace.settings");
  const work = useSettingsForm({
    initialValues: {
      settings: {
        stuckAfterDays: settings.stuckAfterDays,
        measuresSeenBy: settings.measuresSeenBy,
      },
    },
    toChange: (change) => change,
  });
  return (
    <SettingsFields form={work}>
      <NumberInput
        maw="20rem"
        label={t("stuckAfterDays")}
        description={t("stuckAfterDaysHelp")}
        min={1}
        max={90}
        allowDecimal={false}
        {...work.form.getInputProps("settings.stuckAfterDays")}
      />
      <NativeSelect
        maw="20rem"
        label={t("measuresSeenBy")}
        description={t("measuresSeenByHelp")}
        data={MEASURES_SEEN_BY.map((value) => ({ value, label: t(`measuresSeen.${value}`) }))}
        {...work.form.getInputProps("settings.measuresSeenBy")}
      />
    </SettingsFields>
  );
}
