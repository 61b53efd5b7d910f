"use client";

import { Button } from "@mantine/core";
import { IconLink, IconLinkOff } from "@tabler/icons-react";
import { useNow, useTranslations } from "next-intl";
import { usePageActions } from "@/components/article/page/store-context";
import { useClaimSetting } from "@/components/claim/setting";
import { Time } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";
import type { QueryLinkView, QueryView } from "@/lib/query/schema";
import { revokeQueryLink } from "@/lib/query-link/actions";
import styles from "./query.module.css";

/** The links by which the query can be answered, or could. */
export function LinkList({ query }: { query: QueryView }) {
  if (query.links.length === 0) return null;
  return (
    <ul className={styles.links}>
      {query.links.map((link) => (
        <li key={link.id}>
          <LinkLine link={link} />
        </li>
      ))}
    </ul>
  );
}

function LinkLine({ link }: { link: QueryLinkView }) {
  const t = useTranslations("query.links");
  const { workspace } = useClaimSetting();
  const { putQueries } = usePageActions();
  const { run, busy } = useAction(revokeQueryLink);
  const now = useNow({ updateInterval: 60_000 });
  const { createdBy, expiresAt, revokedAt } = link;
  const time = (at: string) => () => <Time at={at} />;
  if (revokedAt !== null || new Date(expiresAt) <= now) {
    return (
      <>
        <IconLinkOff size={13} aria-hidden="true" />
        <span>
          {revokedAt !== null
            ? t.rich("revoked", { time: time(revokedAt) })
            : t.rich("ended", { time: time(expiresAt) })}
        </span>
      </>
    );
  }
  const revoke = async () => {
    const outcome = await run(workspace, { linkId: link.id });
    if (outcome.ok) putQueries(outcome.data.queries);
  };
  return (
    <>
      <IconLink size={13} aria-hidden="true" />
      <span>{t.rich("living", { name: createdBy.name, time: time(expiresAt) })}</span>
      <Button size="compact-xs" variant="default" loading={busy} onClick={() => void revoke()}>
        {t("revoke")}
      </Button>
    </>
  );
}
