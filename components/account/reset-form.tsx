"use client";

import { Button, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/ui/refusal";
import { useActionForm } from "@/components/ui/use-action-form";
import { resetPassword } from "@/lib/account/actions";
import { resetPasswordInput } from "@/lib/account/schema";
import { openBrowserSession } from "./browser-session";
import { PasswordField } from "./password-field";

interface ResetFormProps {
  token: string;
  email: string;
}

export function ResetForm({ token, email }: ResetFormProps) {
  const t = useTranslations("auth");
  const { form, busy, refusal, props } = useActionForm({
    initialValues: { password: "" },
    schema: resetPasswordInput,
    toInput: (values) => ({ token, ...values }),
    action: resetPassword,
    onRefusal: ({ code }) => (code === "not_found" ? t("reset.gone.text") : undefined),
    onDone: async (result, { password }) => {
      const signedIn = (await openBrowserSession(result.email, password)) === "signed_in";
      window.location.assign(signedIn ? "/" : "/sign-in");
    },
  });
  return (
    <form {...props}>
      <Stack>
        {/* For password managers, which store a password by the name beside it. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t("newPassword")}
          description={t("passwordHelp")}
          autoComplete="new-password"
          autoFocus
          {...form.getInputProps("password")}
        />
        <RefusalAlert>{refusal}</RefusalAlert>
        <Button type="submit" loading={busy} fullWidth mt="xs">
          {t("reset.submit")}
        </Button>
      </Stack>
    </form>
  );
}
