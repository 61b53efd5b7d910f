"use client";

import { Button, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/ui/refusal";
import { useActionForm } from "@/components/ui/use-action-form";
import { changePassword } from "@/lib/account/actions";
import { changePasswordInput } from "@/lib/account/schema";
import { PasswordField } from "./password-field";

export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations("auth");
  const router = useRouter();
  const { form, busy, refusal, props } = useActionForm({
    initialValues: { current: "", password: "" },
    schema: changePasswordInput,
    toInput: (values) => values,
    action: changePassword,
    onRefusal: ({ details }) =>
      details?.reason === "wrong_password"
        ? { field: "current", words: t("security.wrongCurrent") }
        : undefined,
    onDone: () => {
      form.reset();
      notifications.show({ message: t("security.changed") });
      router.refresh();
    },
  });
  return (
    <form {...props}>
      <Stack align="flex-start">
        {/* For password managers, which store a password by the name beside it. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          w="100%"
          label={t("security.current")}
          autoComplete="current-password"
          {...form.getInputProps("current")}
        />
        <PasswordField
          w="100%"
          label={t("newPassword")}
          description={t("passwordHelp")}
          autoComplete="new-password"
          {...form.getInputProps("password")}
        />
        <RefusalAlert>{refusal}</RefusalAlert>
        <Button type="submit" loading={busy}>
          {t("security.submit")}
        </Button>
      </Stack>
    </form>
  );
}
