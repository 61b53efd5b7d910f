"use client";

import { NumberInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { SettingsFields, useSettingsForm } from "./settings-form";

const MEGABYTE = 1024 * 1024;

export function ImportForm({ bytes }: { bytes: number }) {
  const t = useTranslations("workspace.settings");
  const settings = useSettingsForm({
    initialValues: { megabytes: bytes / MEGABYTE },
    toChange: ({ megabytes }) => ({
      settings: { importLimitBytes: Math.round(Number(megabytes) * MEGABYTE) },
    }),
  });
  return (
    <SettingsFields form={settings}>
      <NumberInput
        maw="20rem"
        label={t("importLimit")}
        min={0.0625}
        max={50}
        decimalScale={2}
        {...settings.form.getInputProps("megabytes")}
      />
    </SettingsFields>
  );
}
