"use client";

import { NativeSelect, Pagination } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useTransition } from "react";
import { SourcingIcon } from "@/components/annotation/annotation-card";
import "@/components/article/reading/state-colours.css";
import { StateWord } from "@/components/annotation/state-mark";
import { VerdictBadge } from "@/components/annotation/verdict-badge";
import { SearchField, useSearch } from "@/components/list/search-field";
import { useRowKeys } from "@/components/list/use-row-keys";
import { useLiveRefresh } from "@/components/live/use-live-refresh";
import { Empty } from "@/components/ui/empty";
import { Page } from "@/components/ui/page";
import type { ClaimListInput, ClaimListItem, ClaimListView } from "@/lib/claim/schema";
import { CHECK_STATUSES, checkStatusSchema } from "@/lib/claim/status";
import { SOURCINGS, sourcingResultSchema } from "@/lib/source/sourcing";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import styles from "./claim-list.module.css";
import { claimListQuery } from "./claim-sieve";

interface ClaimListProps {
  workspace: string;
  scale: RatingScale;
  list: ClaimListView;
  input: ClaimListInput;
  /** Where the workspace's log stood before the list was read. */
  position: string;
}

/** The workspace's claims, to be searched and narrowed. */
export function ClaimList({ workspace, scale, list, input, position }: ClaimListProps) {
  const t = useTranslations("claim.list");
  const annotation = useTranslations("annotation");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const rows = useRef<HTMLUListElement>(null);
  useRowKeys(rows, list.page);
  useLiveRefresh(({ claimId }) => claimId !== null, position);
  const replace = (change: Partial<ClaimListInput>) =>
    startTransition(() =>
      router.replace(`/w/${workspace}/claims${claimListQuery({ ...input, page: 1, ...change })}`, {
        scroll: false,
      }),
    );
  const search = useSearch(input.query, (query) => replace({ query }));
  const go = (change: Partial<ClaimListInput>) => replace({ query: search.settle(), ...change });
  const isNarrowed = claimListQuery({ ...input, page: 1 }) !== "";
  return (
    <Page title={t("title")} lead={t("lead")} width={68}>
      <div className={styles.tools}>
        <SearchField
          search={search}
          className={styles.search}
          label={t("search")}
          placeholder={t("placeholder")}
        />
        <NativeSelect
          aria-label={t("status")}
          value={input.status ?? ""}
          data={[
            { value: "", label: t("anyStatus") },
            ...CHECK_STATUSES.map((value) => ({ value, label: annotation(`states.${value}`) })),
          ]}
          onChange={(event) =>
            go({
              status: checkStatusSchema.nullable().catch(null).parse(event.currentTarget.value),
            })
          }
        />
        <NativeSelect
          aria-label={t("sourcing")}
          value={input.sourcing ?? ""}
          data={[
            { value: "", label: t("anySourcing") },
            ...SOURCINGS.map((value) => ({ value, label: annotation(`sourcing.${value}`) })),
          ]}
          onChange={(event) =>
            go({
              sourcing: sourcingResultSchema
                .nullable()
                .catch(null)
                .parse(event.currentTarget.value),
            })
          }
        />
        <NativeSelect
          aria-label={t("verdict")}
          value={input.verdict ?? ""}
          data={[
            { value: "", label: t("anyVerdict") },
            ...scale.map(({ key, label }) => ({ value: key, label })),
          ]}
          onChange={(event) => go({ verdict: event.currentTarget.value || null })}
        />
      </div>
      <p className={styles.total} role="status">
        {t("total", { count: list.total })}
      </p>
      {list.claims.length === 0 ? (
        <Empty title={isNarrowed ? t("noneFound") : t("none")}>
          {isNarrowed ? null : t("noneText")}
        </Empty>
      ) : (
        <ul
          ref={rows}
          className={styles.rows}
          data-key-scope="list"
          data-pending={pending || undefined}
        >
          {list.claims.map((claim) => (
            <li key={claim.id}>
              <ClaimRow workspace={workspace} scale={scale} claim={claim} />
            </li>
          ))}
        </ul>
      )}
      {list.pages > 1 && (
        <Pagination
          mt="lg"
          total={list.pages}
          value={list.page}
          onChange={(page) => go({ page })}
          getControlProps={(control) => ({ "aria-label": t(`pages.${control}`) })}
          getItemProps={(page) => ({ "aria-label": t("pages.page", { page }) })}
        />
      )}
    </Page>
  );
}

interface ClaimRowProps {
  workspace: string;
  scale: RatingScale;
  claim: ClaimListItem;
}

function ClaimRow({ workspace, scale, claim }: ClaimRowProps) {
  const t = useTranslations("claim.list");
  const annotation = useTranslations("annotation");
  const { number, statement, kind, status, verdict, sourcing, checker, articles } = claim;
  return (
    <Link
      href={`/w/${workspace}/claims/${claim.id}`}
      className={styles.row}
      data-row=""
      prefetch={false}
    >
      <span className={styles.number}>{number}</span>
      <span className={styles.statement} dir="auto">
        {statement}
      </span>
      <span className={styles.facts}>
        <StateWord state={status} />
        {verdict && <VerdictBadge scale={scale} verdict={verdict} />}
        <span className={styles.sourcing} data-sourcing={sourcing}>
          <SourcingIcon sourcing={sourcing} />
          {annotation(`sourcing.${sourcing}`)}
        </span>
        <span>{annotation(`claimKinds.${kind}`)}</span>
        {claim.asOf !== "" && <span>{t("asOf", { asOf: claim.asOf })}</span>}
        {checker && <span>{checker.name}</span>}
        {articles !== 1 && <span>{t("articles", { count: articles })}</span>}
      </span>
    </Link>
  );
}
