"use client";

import { Alert, Anchor } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { editPath } from "@/components/article/versions/paths";
import styles from "./edit-page.module.css";
import type { OtherEdits } from "./keep";

interface OtherEditsNoticeProps {
  workspace: string;
  articleId: string;
  others: OtherEdits;
}

/** Says that this browser has other edits of the same article, and where they are. */
export function OtherEditsNotice({ workspace, articleId, others }: OtherEditsNoticeProps) {
  const t = useTranslations("article.edit.others");
  const [isSeen, setIsSeen] = useState(false);
  const { open, left } = others;
  if (isSeen || open + left === 0) return null;
  return (
    <Alert
      className={styles.others}
      icon={<IconInfoCircle aria-hidden="true" />}
      withCloseButton
      closeButtonLabel={t("dismiss")}
      onClose={() => setIsSeen(true)}
    >
      {open > 0 && <p>{t("open", { count: open })}</p>}
      {left > 0 && (
        <p>
          {t("left", { count: left })}{" "}
          <Anchor href={editPath(workspace, articleId)} target="_blank" size="sm">
            {t("openLeft")}
          </Anchor>
        </p>
      )}
    </Alert>
  );
}
