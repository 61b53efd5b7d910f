"use client";

import { Button, Stack, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { closeBrowserSession } from "./browser-session";

interface OtherAccountProps {
  invited: string;
  current: string;
  next: string;
}

export function OtherAccount({ invited, current, next }: OtherAccountProps) {
  const t = useTranslations("auth.join");
  return (
    <Stack>
      <Text>{t("otherAccount", { email: invited, current })}</Text>
      <Button variant="default" onClick={() => closeBrowserSession(next)}>
        {t("signOut")}
      </Button>
    </Stack>
  );
}
