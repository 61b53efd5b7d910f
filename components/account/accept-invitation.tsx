"use client";

import { Button, Stack } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RefusalAlert } from "@/components/ui/refusal";
import { useAction, useRefusalWords } from "@/components/ui/use-action";
import { acceptInvitation } from "@/lib/invitation/actions";

interface AcceptInvitationProps {
  token: string;
  name: string;
}

/** One click for somebody who is signed in as the one who is invited. */
export function AcceptInvitation({ token, name }: AcceptInvitationProps) {
  const t = useTranslations("auth.join");
  const words = useRefusalWords();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { run, busy } = useAction(acceptInvitation, {
    onRefusal: (refused) => {
      setRefusal(refused.code === "not_found" ? t("gone.text") : words(refused));
      return true;
    },
  });
  const accept = async () => {
    const outcome = await run({ token });
    if (outcome.ok) window.location.assign(`/w/${outcome.data.slug}`);
  };
  return (
    <Stack>
      <RefusalAlert>{refusal}</RefusalAlert>
      <Button onClick={accept} loading={busy} autoFocus>
        {t("accept", { name })}
      </Button>
    </Stack>
  );
}
