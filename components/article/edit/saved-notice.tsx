"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { VersionEffect } from "@/lib/version/schema";
import styles from "./saved-notice.module.css";

const ORDER = ["kept", "recheck", "orphaned", "restored", "remedied", "unmarked"] as const;

/** What a new version did to what is set on the text. */
export function SavedNotice({ path, effect }: { path: string; effect: VersionEffect }) {
  const t = useTranslations("article.edit.saved");
  return (
    <ul className={styles.list}>
      {ORDER.filter((part) => effect[part] > 0).map((part) => (
        <li key={part}>
          {part === "recheck" ? (
            <Anchor component={Link} href={`${path}?fit=recheck`} size="sm">
              {t(part, { count: effect[part] })}
            </Anchor>
          ) : (
            t(part, { count: effect[part] })
          )}
        </li>
      ))}
    </ul>
  );
}
