"use client";

import {
  Button,
  Group,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useId, useMemo, useState } from "react";
import { languageOptions } from "@/components/article/import/language-options";
import { useAction } from "@/components/ui/use-action";
import { updateArticle } from "@/lib/article/actions";
import type { ArticleListItem } from "@/lib/article/schema";

interface DetailsModalProps {
  workspace: string;
  article: ArticleListItem;
  /** The article's revision, raised. */
  onSaved: (revision: number) => void;
  onClose: () => void;
}

/** What is said of an article beside its text: who wrote it, for when, in which language. */
export function DetailsModal({ workspace, article, onSaved, onClose }: DetailsModalProps) {
  const t = useTranslations("article.list");
  const labels = useTranslations("article.import.fields");
  const locale = useLocale();
  const router = useRouter();
  const { run, busy } = useAction(updateArticle);
  const directionId = useId();
  const [fields, setFields] = useState({
    byline: article.byline,
    publishedOn: article.publishedOn,
    language: article.language,
    direction: article.direction,
  });
  const change = (changed: Partial<typeof fields>) => setFields({ ...fields, ...changed });
  const languages = useMemo(() => languageOptions(article.language, locale), [article, locale]);

  const save = async () => {
    const outcome = await run(workspace, {
      articleId: article.id,
      revision: article.revision,
      ...fields,
    });
    router.refresh();
    if (!outcome.ok) return;
    onSaved(outcome.data.revision);
    onClose();
  };

  return (
    <Modal opened onClose={onClose} title={labels("title")}>
      <Stack>
        <TextInput
          label={labels("byline")}
          placeholder={labels("bylinePlaceholder")}
          value={fields.byline}
          onChange={(event) => change({ byline: event.currentTarget.value })}
          dir={fields.direction}
          data-autofocus
        />
        <DateInput
          label={labels("publishedOn")}
          description={labels("publishedOnHint")}
          valueFormat="D MMMM YYYY"
          clearable
          clearButtonProps={{ "aria-label": labels("clear") }}
          value={fields.publishedOn}
          onChange={(publishedOn) => change({ publishedOn })}
        />
        <Select
          label={labels("language")}
          searchable
          data={languages}
          nothingFoundMessage={labels("languageNone")}
          allowDeselect={false}
          value={fields.language}
          onChange={(language) => language && change({ language })}
        />
        <div>
          <Text component="div" size="sm" fw={500} mb={4} id={directionId}>
            {labels("direction")}
          </Text>
          <SegmentedControl
            fullWidth
            aria-labelledby={directionId}
            value={fields.direction}
            data={[
              { value: "ltr", label: labels("ltr") },
              { value: "rtl", label: labels("rtl") },
            ]}
            onChange={(direction) => change({ direction: direction === "rtl" ? "rtl" : "ltr" })}
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
