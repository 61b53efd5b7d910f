"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ANNOTATION_PARAMETER } from "@/components/article/page/link";
import { ReasonForm } from "@/components/claim/reason-form";
import { Time } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";
import { withdrawSignOff } from "@/lib/sign-off/actions";
import { keyOf } from "@/lib/sign-off/blockers";
import type { Closing, SignOffView } from "@/lib/sign-off/schema";
import styles from "./closing.module.css";

interface SignOffHistoryProps {
  workspace: string;
  closing: Closing;
  articleHref: string;
  onChanged: (closing: Closing) => void;
}

/** Every sign-off that an article had, with its exceptions, the newest first. */
export function SignOffHistory({ closing, ...props }: SignOffHistoryProps) {
  const t = useTranslations("signOff.history");
  if (closing.signOffs.length === 0) return null;
  return (
    <section className={styles.history} aria-labelledby="sign-offs">
      <h2 id="sign-offs">{t("title")}</h2>
      <ol>
        {closing.signOffs.map((signOff) => (
          <SignOffItem key={signOff.id} {...props} signOff={signOff} can={closing.can.signOff} />
        ))}
      </ol>
    </section>
  );
}

interface SignOffItemProps extends Omit<SignOffHistoryProps, "closing"> {
  signOff: SignOffView;
  can: boolean;
}

function SignOffItem({ workspace, signOff, can, articleHref, onChanged }: SignOffItemProps) {
  const t = useTranslations("signOff");
  const [isLeaving, setLeaving] = useState(false);
  const withdraw = useAction(withdrawSignOff);
  const { id, version, by, at, exceptions, head, withdrawn } = signOff;
  return (
    <li data-withdrawn={withdrawn !== null || undefined}>
      <p className={styles.signedLine}>
        {t.rich("history.line", { version, name: by.name, time: () => <Time at={at} /> })}
      </p>
      <p className={styles.detail}>
        {t("history.exceptions", { count: exceptions.length })}
        {" · "}
        {t("history.head", { sequence: head.sequence, hash: head.hash.slice(0, 12) })}
      </p>
      {exceptions.length > 0 && (
        <ul className={styles.exceptions}>
          {exceptions.map((exception) => (
            <li key={keyOf(exception)}>
              <span className={styles.kind}>{t(`kinds.${exception.kind}`)}</span>{" "}
              {exception.annotationId === null ? (
                exception.statement
              ) : (
                <Link
                  href={`${articleHref}?${ANNOTATION_PARAMETER}=${exception.annotationId}`}
                  dir="auto"
                >
                  {exception.words.join(" … ")}
                </Link>
              )}
              : <bdi>{exception.reason}</bdi>
            </li>
          ))}
        </ul>
      )}
      {withdrawn && (
        <p className={styles.detail}>
          {t.rich("history.withdrawn", {
            name: withdrawn.by.name,
            reason: withdrawn.reason,
            time: () => <Time at={withdrawn.at} />,
          })}
        </p>
      )}
      {can && withdrawn === null && !isLeaving && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setLeaving(true)}>
          {t("history.withdraw")}
        </Button>
      )}
      {isLeaving && (
        <ReasonForm
          name={`${id}:withdraw`}
          label={t("history.why")}
          submitLabel={t("history.withdraw")}
          busy={withdraw.busy}
          onSubmit={async (reason) => {
            const outcome = await withdraw.run(workspace, { signOffId: id, reason });
            if (outcome.ok) {
              onChanged(outcome.data);
              notifications.show({ message: t("history.done") });
            }
            return outcome;
          }}
          onLeave={() => setLeaving(false)}
        />
      )}
    </li>
  );
}
