"use client";

import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { saveOrLeave } from "@/components/annotation/note-panel";
import { usePageActions } from "./store-context";

interface RemoveDialogProps {
  annotationId: string;
  onClose: () => void;
}

/** An occurrence whose check has begun is deleted with a reason. */
export function RemoveDialog({ annotationId, onClose }: RemoveDialogProps) {
  const t = useTranslations("annotation.remove");
  const { remove } = usePageActions();
  const [reason, setReason] = useState("");
  const submit = () => {
    if (reason.trim() === "") return;
    onClose();
    void remove(annotationId, reason.trim());
  };
  return (
    <Modal opened onClose={onClose} title={t("title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          <Text size="sm">{t("help")}</Text>
          <Textarea
            label={t("reason")}
            required
            autosize
            minRows={2}
            maxLength={2_000}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => saveOrLeave(event, submit, onClose)}
          />
          <Group gap="xs">
            <Button type="submit" color="red" disabled={reason.trim() === ""}>
              {t("delete")}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
