"use client";

import { Modal, Stack, Text } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import { CopyField } from "@/components/ui/copy-field";

interface ResetLinkModalProps {
  name: string;
  /** The link that was made; null while there is none to show. */
  reset: { link: string; expiresAt: string } | null;
  onClose: () => void;
}

/** A link for a new password, shown this once. */
export function ResetLinkModal({ name, reset, onClose }: ResetLinkModalProps) {
  const t = useTranslations("auth.resetLink");
  const format = useFormatter();
  const until = (at: string) =>
    format.dateTime(new Date(at), { dateStyle: "long", timeStyle: "short" });
  return (
    <Modal opened={reset !== null} onClose={onClose} title={t("title", { name })} size="lg">
      {reset && (
        <Stack>
          <Text size="sm">{t("text", { name, until: until(reset.expiresAt) })}</Text>
          <CopyField label={t("label")} value={reset.link} autoFocus />
        </Stack>
      )}
    </Modal>
  );
}
