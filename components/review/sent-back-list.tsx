"use client";

import { IconInbox } from "@tabler/icons-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Reasons } from "@/components/claim/review-line";
import { SENT_BACK_CAUSES } from "@/components/claim/sent-back";
import { useRowKeys } from "@/components/list/use-row-keys";
import { Empty } from "@/components/ui/empty";
import { Time } from "@/components/ui/time";
import type { SentBackItem } from "@/lib/review/schema";
import type { ReviewReason } from "@/lib/workspace/settings";
import styles from "./review.module.css";

interface SentBackListProps {
  workspace: string;
  reasons: readonly ReviewReason[];
  items: readonly SentBackItem[];
}

/** The member's own checks that came back, with why. */
export function SentBackList({ workspace, reasons, items }: SentBackListProps) {
  const t = useTranslations("review");
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list, items.length === 0);
  if (items.length === 0) {
    return (
      <Empty icon={<IconInbox size={36} stroke={1.4} />} title={t("empty.back")}>
        {t("empty.backText")}
      </Empty>
    );
  }
  return (
    <ul ref={list} className={styles.rows} data-key-scope="list" aria-label={t("back.label")}>
      {items.map((item) => (
        <li key={item.checkId}>
          <Link
            href={`/w/${workspace}/claims/${item.claimId}`}
            className={styles.row}
            data-row=""
            prefetch={false}
          >
            <span className={styles.rowStatement} dir="auto">
              {item.statement}
            </span>
            <div className={styles.why}>
              <Cause item={item} reasons={reasons} />
            </div>
            <span className={styles.rowFacts}>
              <span>
                {t.rich("back.by", { name: item.by.name, time: () => <Time at={item.at} /> })}
              </span>
              {item.articles[0] && (
                <span className={styles.rowArticle}>
                  {t("list.articles", {
                    first: item.articles[0].headline,
                    more: item.articles.length - 1,
                  })}
                </span>
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Cause({ item, reasons }: { item: SentBackItem; reasons: readonly ReviewReason[] }) {
  const t = useTranslations("claim.cameBack.causes");
  const cause = SENT_BACK_CAUSES.find((known) => known === item.move) ?? "request_changes";
  if (!item.review) return t(cause);
  const { comment } = item.review;
  return (
    <>
      <Reasons keys={item.review.reasons} reasons={reasons} />
      {comment !== "" && (
        <span className={styles.comment} dir="auto">
          {comment}
        </span>
      )}
    </>
  );
}
