"use client";

import { TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { SettingsFields, useSettingsForm } from "./settings-form";

export function NameForm({ name }: { name: string }) {
  const t = useTranslations("workspace.settings");
  const settings = useSettingsForm({ initialValues: { name }, toChange: (values) => values });
  return (
    <SettingsFields form={settings}>
      <TextInput
        label={t("name")}
        autoComplete="organization"
        {...settings.form.getInputProps("name")}
      />
    </SettingsFields>
  );
}
