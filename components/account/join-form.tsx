"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/ui/refusal";
import { useActionForm } from "@/components/ui/use-action-form";
import { join } from "@/lib/invitation/actions";
import { joinInput } from "@/lib/invitation/schema";
import { openBrowserSession } from "./browser-session";
import { PasswordField } from "./password-field";

interface JoinFormProps {
  token: string;
  email: string;
}

/** An account for somebody who has none, and with it their place in the workspace. */
export function JoinForm({ token, email }: JoinFormProps) {
  const t = useTranslations("auth");
  const { form, busy, refusal, props } = useActionForm({
    initialValues: { name: "", password: "" },
    schema: joinInput,
    toInput: (values) => ({ token, ...values }),
    action: join,
    onRefusal: ({ code, details }) => {
      if (details?.reason === "has_account") return t("join.hasAccount", { email });
      return code === "not_found" ? t("join.gone.text") : undefined;
    },
    onDone: async (result, { password }) => {
      const signedIn = (await openBrowserSession(result.email, password)) === "signed_in";
      window.location.assign(signedIn ? `/w/${result.slug}` : "/sign-in");
    },
  });
  return (
    <form {...props}>
      <Stack>
        <TextInput
          type="email"
          label={t("email")}
          description={t("join.emailHelp")}
          autoComplete="username"
          value={email}
          readOnly
        />
        <TextInput
          label={t("name")}
          description={t("nameHelp")}
          autoComplete="name"
          autoFocus
          {...form.getInputProps("name")}
        />
        <PasswordField
          label={t("password")}
          description={t("passwordHelp")}
          autoComplete="new-password"
          {...form.getInputProps("password")}
        />
        <RefusalAlert>{refusal}</RefusalAlert>
        <Button type="submit" loading={busy} fullWidth mt="xs">
          {t("join.submit")}
        </Button>
      </Stack>
    </form>
  );
}
