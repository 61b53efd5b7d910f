"use client";

import { Anchor, Group } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { EffectWords } from "@/components/article/versions/effect-words";
import { articlePath, comparisonPath } from "@/components/article/versions/paths";
import type { SavedVersion } from "@/lib/version/schema";

/** What a new version did to what is set on the text, and the ways from there. */
export function SavedNotice({ workspace, saved }: { workspace: string; saved: SavedVersion }) {
  const { articleId, number, effect } = saved;
  const t = useTranslations("article.edit.saved");
  const article = articlePath(workspace, articleId);
  const changes = comparisonPath(workspace, articleId, { from: number - 1, to: number });
  return (
    <>
      <EffectWords effect={effect} />
      <Group gap="md" mt={4}>
        {effect.recheck > 0 && (
          <Anchor component={Link} href={`${article}?fit=recheck`} size="sm">
            {t("recheck")}
          </Anchor>
        )}
        <Anchor component={Link} href={changes} size="sm">
          {t("changes")}
        </Anchor>
      </Group>
    </>
  );
}
