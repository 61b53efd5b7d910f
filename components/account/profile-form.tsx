"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/ui/refusal";
import { useActionForm } from "@/components/ui/use-action-form";
import { changeName } from "@/lib/account/actions";
import { changeNameInput } from "@/lib/account/schema";

interface ProfileFormProps {
  name: string;
  email: string;
}

export function ProfileForm({ name, email }: ProfileFormProps) {
  const t = useTranslations("auth");
  const ui = useTranslations("ui");
  const router = useRouter();
  const { form, busy, refusal, props } = useActionForm({
    initialValues: { name },
    schema: changeNameInput,
    toInput: (values) => values,
    action: changeName,
    onDone: () => {
      notifications.show({ message: ui("saved") });
      router.refresh();
    },
  });
  return (
    <form {...props}>
      <Stack align="flex-start">
        <TextInput
          w="100%"
          label={t("name")}
          description={t("nameHelp")}
          autoComplete="name"
          {...form.getInputProps("name")}
        />
        <TextInput
          w="100%"
          label={t("email")}
          description={t("profile.emailHelp")}
          value={email}
          readOnly
        />
        <RefusalAlert>{refusal}</RefusalAlert>
        <Button type="submit" loading={busy}>
          {ui("save")}
        </Button>
      </Stack>
    </form>
  );
}
