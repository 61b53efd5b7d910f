"use client";

import { Button, Group, Modal, MultiSelect, Stack, Text } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAction } from "@/components/ui/use-action";
import { addArticleMember, removeArticleMember } from "@/lib/article/actions";
import {
  ARTICLE_RELATIONS,
  type ArticleListItem,
  type ArticleRelation,
  type MemberName,
} from "@/lib/article/schema";

interface PeopleModalProps {
  workspace: string;
  article: ArticleListItem;
  members: readonly MemberName[];
  onClose: () => void;
}

/** Whose article it is and with whom it is shared. Each change is made at once. */
export function PeopleModal({ workspace, article, members, onClose }: PeopleModalProps) {
  const t = useTranslations("article.list.members");
  const router = useRouter();
  const adding = useAction(addArticleMember);
  const removing = useAction(removeArticleMember);
  const [chosen, setChosen] = useState<Record<ArticleRelation, string[]>>({
    author: tied(article, "author"),
    viewer: tied(article, "viewer"),
  });
  const words = { author: t("authors"), viewer: t("viewers") };

  const change = async (relation: ArticleRelation, next: string[]) => {
    const before = chosen[relation];
    setChosen({ ...chosen, [relation]: next });
    const added = next.find((id) => !before.includes(id));
    const removed = before.find((id) => !next.includes(id));
    const memberId = added ?? removed;
    if (!memberId) return;
    const { run } = added ? adding : removing;
    const outcome = await run(workspace, { articleId: article.id, memberId, relation });
    if (!outcome.ok) setChosen((now) => ({ ...now, [relation]: before }));
    router.refresh();
  };

  return (
    <Modal opened onClose={onClose} title={t("title")}>
      <Stack>
        <Text size="sm" c="var(--stet-ink-soft)">
          {t("lead")}
        </Text>
        {ARTICLE_RELATIONS.map((relation) => (
          <MultiSelect
            key={relation}
            label={words[relation]}
            placeholder={chosen[relation].length === 0 ? t("pick") : undefined}
            searchable
            nothingFoundMessage={t("nobody")}
            data={members.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen[relation]}
            onChange={(next) => void change(relation, next)}
          />
        ))}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t("done")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function tied({ people }: ArticleListItem, relation: ArticleRelation): string[] {
  return people.filter(({ ties }) => ties.includes(relation)).map(({ memberId }) => memberId);
}
