"use client";

import { Button, Group, Modal, SegmentedControl, Stack, Text } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useAction } from "@/components/ui/use-action";
import { planArticle } from "@/lib/article/actions";
import { type ArticleListItem, PRIORITIES } from "@/lib/article/schema";

interface PlanModalProps {
  workspace: string;
  article: ArticleListItem;
  /** The article's revision, raised. */
  onSaved: (revision: number) => void;
  onClose: () => void;
}

/** By when an article is wanted, and how urgently. */
export function PlanModal({ workspace, article, onSaved, onClose }: PlanModalProps) {
  const t = useTranslations("article.list");
  const fields = useTranslations("article.import.fields");
  const router = useRouter();
  const { run, busy } = useAction(planArticle);
  const priorityId = useId();
  const [deadline, setDeadline] = useState(article.deadline && localTime(article.deadline));
  const [priority, setPriority] = useState(article.priority);

  const save = async () => {
    const outcome = await run(workspace, {
      articleId: article.id,
      revision: article.revision,
      deadline: deadline && new Date(deadline.replace(" ", "T")).toISOString(),
      priority,
    });
    router.refresh();
    if (!outcome.ok) return;
    onSaved(outcome.data.revision);
    onClose();
  };

  return (
    <Modal opened onClose={onClose} title={t("planning.title")}>
      <Stack>
        <DateTimePicker
          label={t("planning.deadline")}
          valueFormat="D MMMM YYYY, HH:mm"
          clearable
          clearButtonProps={{ "aria-label": fields("clear") }}
          value={deadline}
          onChange={setDeadline}
          data-autofocus
        />
        <div>
          <Text component="div" size="sm" fw={500} mb={4} id={priorityId}>
            {t("priority.label")}
          </Text>
          <SegmentedControl
            fullWidth
            aria-labelledby={priorityId}
            value={String(priority)}
            data={PRIORITIES.map((level, index) => ({
              value: String(index),
              label: t(`priority.${level}`),
            }))}
            onChange={(value) => setPriority(Number(value))}
          />
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("planning.cancel")}
          </Button>
          <Button onClick={() => void save()} loading={busy}>
            {t("planning.save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** "2026-03-04 17:30:00" in the browser's own zone, as the picker has it. */
function localTime(iso: string): string {
  const date = new Date(iso);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace("T", " ");
}
