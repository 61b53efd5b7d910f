"use client";

import { Button, Checkbox, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RefusalAlert } from "@/components/ui/refusal";
import { useActionForm } from "@/components/ui/use-action-form";
import { setUp } from "@/lib/workspace/actions";
import {
  RATING_SCALE_PRESETS,
  type RatingScalePreset,
  ratingScalePresets,
} from "@/lib/workspace/rating-scale";
import { setUpInput } from "@/lib/workspace/schema";
import { openBrowserSession } from "./browser-session";
import { PasswordField } from "./password-field";
import { PublicPage } from "./public-page";
import { SetUpDone, type SetUpResult } from "./set-up-done";

const initialValues = {
  workspaceName: "",
  name: "",
  email: "",
  password: "",
  preset: "before_publication" as RatingScalePreset,
  sample: true,
};

/** The page that works once: the first workspace and its admin. */
export function SetUpForm({ token }: { token: string }) {
  const t = useTranslations("auth");
  const workspace = useTranslations("workspace");
  const [done, setDone] = useState<SetUpResult | null>(null);
  const { form, busy, refusal, props } = useActionForm({
    initialValues,
    schema: setUpInput,
    toInput: (values) => ({ token, ...values }),
    action: setUp,
    onRefusal: ({ code }) => (code === "not_found" ? t("setUp.refused") : undefined),
    onDone: async (result, { email, password, sample }) => {
      const signedIn = (await openBrowserSession(email, password)) === "signed_in";
      const href = signedIn ? `/w/${result.slug}` : "/sign-in";
      if (sample) setDone({ href, sample: result.sample });
      else window.location.assign(href);
    },
  });

  if (done) return <SetUpDone {...done} />;

  return (
    <PublicPage title={t("setUp.title")} lead={t("setUp.lead")}>
      <form {...props}>
        <Stack>
          <TextInput
            label={t("setUp.workspaceName")}
            description={t("setUp.workspaceNameHelp")}
            autoComplete="organization"
            autoFocus
            {...form.getInputProps("workspaceName")}
          />
          <TextInput label={t("name")} autoComplete="name" {...form.getInputProps("name")} />
          <TextInput
            type="email"
            label={t("email")}
            autoComplete="username"
            {...form.getInputProps("email")}
          />
          <PasswordField
            label={t("password")}
            description={t("passwordHelp")}
            autoComplete="new-password"
            {...form.getInputProps("password")}
          />
          <Radio.Group
            label={t("setUp.preset")}
            description={t("setUp.presetHelp")}
            {...form.getInputProps("preset")}
          >
            <Stack gap="sm" mt="sm">
              {RATING_SCALE_PRESETS.map((preset) => (
                <Radio
                  key={preset}
                  value={preset}
                  label={workspace(`preset.${preset}`)}
                  description={ratingScalePresets[preset].map(({ label }) => label).join(" · ")}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Checkbox
            mt="xs"
            label={t("setUp.sample")}
            description={t("setUp.sampleHelp")}
            {...form.getInputProps("sample", { type: "checkbox" })}
          />
          <RefusalAlert>{refusal}</RefusalAlert>
          <Button type="submit" loading={busy} fullWidth mt="xs">
            {t("setUp.submit")}
          </Button>
          <Text size="sm" c="dimmed" aria-live="polite">
            {busy && t("setUp.busy")}
          </Text>
        </Stack>
      </form>
    </PublicPage>
  );
}
