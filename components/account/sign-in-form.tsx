"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { RefusalAlert } from "@/components/ui/refusal";
import { openBrowserSession, type SignInOutcome } from "./browser-session";
import { PasswordField } from "./password-field";

interface SignInFormProps {
  /** Where to go then: a path of ours. */
  next: string;
  email?: string;
}

export function SignInForm({ next, email: known = "" }: SignInFormProps) {
  const t = useTranslations("auth");
  const ui = useTranslations("ui");
  const [outcome, setOutcome] = useState<SignInOutcome | null>(null);
  const [busy, setBusy] = useState(false);
  const passwordField = useRef<HTMLInputElement>(null);

  // The fields are the browser's own, so that what its password manager fills in is what is sent.
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setOutcome(null);
    const result = await openBrowserSession(
      String(fields.get("email") ?? ""),
      String(fields.get("password") ?? ""),
    );
    if (result === "signed_in") return window.location.assign(next);
    setOutcome(result);
    setBusy(false);
    passwordField.current?.select();
  };

  const words = {
    wrong: () => t("signIn.wrong"),
    rate_limited: () => ui("refusal.rate_limited"),
    failed: () => ui("refusal.failed"),
    unreachable: () => ui("refusal.unreachable"),
    signed_in: () => null,
  };

  return (
    <form method="post" onSubmit={submit}>
      <Stack>
        <RefusalAlert>{outcome && words[outcome]()}</RefusalAlert>
        <TextInput
          name="email"
          type="email"
          label={t("email")}
          autoComplete="username"
          defaultValue={known}
          readOnly={known !== ""}
          required
          withAsterisk={false}
          autoFocus={known === ""}
        />
        <PasswordField
          ref={passwordField}
          name="password"
          label={t("password")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          autoFocus={known !== ""}
        />
        <Button type="submit" loading={busy} fullWidth mt="xs">
          {t("signIn.submit")}
        </Button>
      </Stack>
    </form>
  );
}
