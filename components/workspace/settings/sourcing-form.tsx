"use client";

import { Checkbox, NumberInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import type { Settings } from "@/lib/workspace/settings";
import { SettingsFields, useSettingsForm } from "./settings-form";

export function SourcingForm({ rule }: { rule: Settings["sourcingRule"] }) {
  const t = useTranslations("workspace.settings");
  const settings = useSettingsForm({
    initialValues: { settings: { sourcingRule: rule } },
    toChange: (values) => values,
  });
  const field = (name: keyof typeof rule) => `settings.sourcingRule.${name}`;
  return (
    <SettingsFields form={settings}>
      <Checkbox
        label={t("primarySuffices")}
        description={t("primarySufficesHelp")}
        {...settings.form.getInputProps(field("primarySuffices"), { type: "checkbox" })}
      />
      <NumberInput
        maw="20rem"
        label={t("publishersNeeded")}
        description={t("publishersNeededHelp")}
        min={1}
        max={5}
        allowDecimal={false}
        {...settings.form.getInputProps(field("publishersNeeded"))}
      />
    </SettingsFields>
  );
}
