"use client";

import { Alert, Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconSignature } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { z } from "zod";
import { articlePath } from "@/components/article/versions/paths";
import { KeyCaps } from "@/components/keys/key-caps";
import { useRowKeys } from "@/components/list/use-row-keys";
import { Empty } from "@/components/ui/empty";
import { Page } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";
import { useDraft } from "@/components/ui/use-draft";
import { newId } from "@/lib/id";
import { closing as readClosing, signOff } from "@/lib/sign-off/actions";
import { keyOf, unexcepted } from "@/lib/sign-off/blockers";
import { blockerKindSchema, type Closing } from "@/lib/sign-off/schema";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import { BlockerRow } from "./blocker-row";
import styles from "./closing.module.css";
import { ClosingTrail } from "./closing-trail";
import { SignOffHistory } from "./sign-off-history";

interface ClosingPageProps {
  workspace: string;
  memberId: string;
  scale: RatingScale;
  closing: Closing;
}

const exceptionsSchema = z.array(
  z.object({ kind: blockerKindSchema, subjectId: z.string(), reason: z.string() }),
);

/** Only what stands against signing an article off, in the order of its text, and the sign-off. */
export function ClosingPage({ workspace, memberId, scale, ...props }: ClosingPageProps) {
  const t = useTranslations("signOff");
  const [closing, setClosing] = useState(props.closing);
  const [newer, setNewer] = useState<number | null>(null);
  const { article, blockers, occurrences, standing, can } = closing;
  const draft = useDraft(`${memberId}:${article.id}:sign-off`, exceptionsSchema, []);
  const exceptions = draft.value;
  const open = unexcepted(blockers, exceptions);
  const passed = blockers.length - open.length;
  const list = useRef<HTMLOListElement>(null);
  const id = useRef(newId());
  useRowKeys(list, blockers.length);

  const read = useAction(readClosing);
  const renew = async () => {
    const outcome = await read.run(workspace, { articleId: article.id });
    if (outcome.ok) setClosing(outcome.data);
    return outcome.ok ? outcome.data.article.version : null;
  };
  const sign = useAction(signOff, {
    onRefusal: ({ code, details }) => {
      if (code !== "conflict") return undefined;
      const version = details?.currentVersion;
      if (details?.reason === "version_outdated" && typeof version === "number") {
        setNewer(version);
        return true;
      }
      void renew();
      return t("nowBlocked");
    },
  });
  const close = async () => {
    if (open.length > 0 || sign.busy) return;
    const granted = blockers.flatMap(
      (blocker) => exceptions.find((one) => keyOf(one) === keyOf(blocker)) ?? [],
    );
    const { version } = article;
    const input = { id: id.current, articleId: article.id, version, exceptions: granted };
    const outcome = await sign.run(workspace, input);
    if (!outcome.ok) return;
    id.current = newId();
    draft.discard();
    setClosing(outcome.data);
    notifications.show({ message: t("signed", { version }) });
  };
  const isSigned = standing?.state === "current";
  return (
    <Page
      width={56}
      title={t("title")}
      trail={<ClosingTrail workspace={workspace} article={article} />}
      lead={t("lead", { version: article.version, ...occurrences })}
    >
      {standing && (
        <p className={styles.standing} data-state={standing.state}>
          <IconSignature size={18} aria-hidden="true" />
          <span>
            {t.rich(`standing.${standing.state}`, {
              version: standing.version,
              name: standing.by.name,
              time: () => <Time at={standing.at} />,
            })}
          </span>
        </p>
      )}
      {newer !== null && (
        <Alert color="orange" role="alert" className={styles.newer}>
          <p>{t("outdated", { version: newer })}</p>
          <Button
            size="compact-sm"
            variant="default"
            onClick={async () => {
              if ((await renew()) !== null) setNewer(null);
            }}
          >
            {t("showNewer", { version: newer })}
          </Button>
        </Alert>
      )}
      {blockers.length === 0 ? (
        <Empty title={t("empty.title")}>{t("empty.text")}</Empty>
      ) : (
        <section aria-label={t("list")}>
          <p className={styles.count} role="status">
            {t("count", { count: open.length })}
            {t("passed", { count: passed })}
            <span className={styles.hint}>
              {t.rich("keys", {
                down: () => <KeyCaps sequence="j" />,
                up: () => <KeyCaps sequence="k" />,
                open: () => <KeyCaps sequence="Enter" />,
              })}
            </span>
          </p>
          <ol ref={list} className={styles.blockers} data-key-scope="list">
            {blockers.map((blocker) => {
              const key = keyOf(blocker);
              const granted = exceptions.find((one) => keyOf(one) === key) ?? null;
              return (
                <BlockerRow
                  key={key}
                  workspace={workspace}
                  article={article}
                  blocker={blocker}
                  scale={scale}
                  granted={granted?.reason ?? null}
                  mayExcept={can.signOff && blocker.allowsException}
                  onExcept={(reason) =>
                    draft.set([
                      ...exceptions.filter((one) => keyOf(one) !== key),
                      ...(reason === null
                        ? []
                        : [{ kind: blocker.kind, subjectId: blocker.subjectId, reason }]),
                    ])
                  }
                  onDone={renew}
                />
              );
            })}
          </ol>
        </section>
      )}
      <div className={styles.sign}>
        {can.signOff ? (
          <>
            <Button
              leftSection={<IconSignature size={18} aria-hidden="true" />}
              disabled={open.length > 0 || newer !== null || (isSigned && blockers.length === 0)}
              loading={sign.busy}
              onClick={() => void close()}
            >
              {t("sign", { version: article.version })}
            </Button>
            {open.length > 0 && (
              <span className={styles.hint}>{t("blocked", { count: open.length })}</span>
            )}
          </>
        ) : (
          <p className={styles.hint}>{t("mayNot")}</p>
        )}
      </div>
      <SignOffHistory
        workspace={workspace}
        closing={closing}
        articleHref={articlePath(workspace, article.id)}
        onChanged={setClosing}
      />
    </Page>
  );
}
