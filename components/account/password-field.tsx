"use client";

import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useTranslations } from "next-intl";

/** A password, with a button that shows it. */
export function PasswordField(props: PasswordInputProps) {
  const t = useTranslations("auth");
  return (
    <PasswordInput
      visibilityToggleButtonProps={{ "aria-label": t("showPassword"), tabIndex: 0 }}
      {...props}
    />
  );
}
