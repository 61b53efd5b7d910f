"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ANNOTATION_PARAMETER } from "@/components/article/page/link";
import { articlePath } from "@/components/article/versions/paths";
import { CommandKey } from "@/components/keys/key-caps";
import { useCommands } from "@/components/keys/keys-provider";
import { useAction } from "@/components/ui/use-action";
import { giveUpQuery } from "@/lib/query/actions";
import { confirmFits } from "@/lib/review/actions";
import type { Blocker, Closing } from "@/lib/sign-off/schema";
import { applyRemedy } from "@/lib/version/actions";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import { BlockerDetail } from "./blocker-detail";
import { BlockerIcon } from "./blocker-icon";
import styles from "./closing.module.css";
import { EndingForm, mayEnd } from "./ending";
import { ExceptionForm } from "./exception-form";

interface BlockerRowProps {
  workspace: string;
  article: Closing["article"];
  blocker: Blocker;
  scale: RatingScale;
  /** Why it is let pass; null where it is not. */
  granted: string | null;
  mayExcept: boolean;
  /** Null takes the exception away. */
  onExcept: (reason: string | null) => void;
  /** Something was done about it: what stands in the way is another list now. */
  onDone: () => Promise<unknown>;
}

/** One thing that stands in the way, with what can be done about it here, each by one key. */
export function BlockerRow(props: BlockerRowProps) {
  const { workspace, article, blocker, scale, granted, mayExcept, onExcept, onDone } = props;
  const t = useTranslations("signOff");
  const item = useRef<HTMLLIElement>(null);
  const [form, setForm] = useState<"exception" | "ending" | null>(null);
  const confirm = useAction(confirmFits);
  const apply = useAction(applyRemedy);
  const giveUp = useAction(giveUpQuery);
  const { annotationId, claimId, claimNumber, words, statement } = blocker;
  const place = articlePath(workspace, article.id);
  const href = annotationId ? `${place}?${ANNOTATION_PARAMETER}=${annotationId}` : place;
  const mayConfirm =
    (blocker.kind === "fit" || blocker.kind === "recheck") &&
    blocker.mayConfirm &&
    annotationId !== null;
  const reviewHref =
    blocker.kind === "check" && blocker.mayReview && blocker.status === "in_review" && claimId
      ? `/w/${workspace}/review/${claimId}`
      : null;
  const mayApply = blocker.kind === "remedy" && blocker.mayApply && annotationId !== null;

  const confirmWords = async () => {
    if (!mayConfirm || confirm.busy) return;
    const { revision } = blocker;
    const outcome = await confirm.run(workspace, { occurrences: [{ annotationId, revision }] });
    if (outcome.ok) notifications.show({ message: t("confirmed") });
    await onDone();
  };
  const carryOut = async () => {
    if (!mayApply || apply.busy) return;
    const { revision } = blocker;
    const outcome = await apply.run(workspace, {
      annotationId,
      revision,
      baseVersion: article.version,
    });
    if (outcome.ok) {
      notifications.show({ message: t("applied", { version: outcome.data.number }) });
    }
    await onDone();
  };
  const expectNone = async () => {
    if (blocker.kind !== "query" || giveUp.busy) return;
    const { subjectId: queryId, revision } = blocker;
    await giveUp.run(workspace, { queryId, revision });
    await onDone();
  };
  const leave = () => {
    setForm(null);
    item.current?.querySelector<HTMLElement>("a[data-row]")?.focus();
  };
  const mayGiveUp = blocker.kind === "query" && blocker.mayGiveUp;
  const endable = mayEnd(blocker) ? blocker : null;
  /** Keys work on the row that has the focus. */
  const here = (run: (() => void) | false) => () => {
    if (!run || !item.current?.contains(document.activeElement)) return false;
    run();
    return true;
  };
  const review = useRef<HTMLAnchorElement>(null);
  useCommands({
    approve: here(
      reviewHref === null
        ? mayConfirm && (() => void confirmWords())
        : () => review.current?.click(),
    ),
    carry_out: here(
      mayApply
        ? () => void carryOut()
        : endable
          ? () => setForm("ending")
          : mayGiveUp && (() => void expectNone()),
    ),
    except: here(mayExcept && (() => (granted === null ? setForm("exception") : onExcept(null)))),
  });
  return (
    <li ref={item} className={styles.blocker} data-passed={granted !== null || undefined}>
      <div className={styles.head}>
        <span className={styles.kind}>
          <BlockerIcon kind={blocker.kind} />
          {t(`kinds.${blocker.kind}`)}
        </span>
        {claimNumber !== null && <span>{t("claim", { number: claimNumber })}</span>}
      </div>
      <Link href={href} className={styles.words} data-row="" prefetch={false}>
        <span dir={article.direction} lang={article.language}>
          {words.length > 0 ? words.join(" … ") : t("whole")}
        </span>
      </Link>
      {statement !== null && (
        <p className={styles.statement} dir="auto">
          {statement}
        </p>
      )}
      <BlockerDetail blocker={blocker} article={article} scale={scale} />
      {granted !== null && (
        <p className={styles.granted} dir="auto">
          {t("exception.granted", { reason: granted })}
        </p>
      )}
      {form === "ending" && endable ? (
        <EndingForm
          workspace={workspace}
          blocker={endable}
          onEnded={() => {
            notifications.show({ message: t(`ended.${endable.kind}`) });
            void onDone();
          }}
          onLeave={leave}
        />
      ) : form === "exception" ? (
        <ExceptionForm
          kind={blocker.kind}
          onGrant={(reason) => {
            onExcept(reason);
            leave();
          }}
          onLeave={leave}
        />
      ) : (
        <div className={styles.actions}>
          {reviewHref && (
            <Button
              ref={review}
              component={Link}
              href={reviewHref}
              size="compact-sm"
              variant="default"
              rightSection={<CommandKey command="approve" />}
            >
              {t("actions.review")}
            </Button>
          )}
          {mayConfirm && (
            <Button
              size="compact-sm"
              variant="default"
              loading={confirm.busy}
              rightSection={<CommandKey command="approve" />}
              onClick={() => void confirmWords()}
            >
              {t("actions.confirm")}
            </Button>
          )}
          {mayApply && (
            <Button
              size="compact-sm"
              variant="default"
              loading={apply.busy}
              rightSection={<CommandKey command="carry_out" />}
              onClick={() => void carryOut()}
            >
              {t("actions.apply")}
            </Button>
          )}
          {(endable || mayGiveUp) && (
            <Button
              size="compact-sm"
              variant="default"
              loading={giveUp.busy}
              rightSection={<CommandKey command="carry_out" />}
              onClick={() => (endable ? setForm("ending") : void expectNone())}
            >
              {t(endable ? `actions.end.${endable.kind}` : "actions.giveUp")}
            </Button>
          )}
          {mayExcept && (
            <Button
              size="compact-sm"
              variant="subtle"
              rightSection={<CommandKey command="except" />}
              onClick={() => (granted === null ? setForm("exception") : onExcept(null))}
            >
              {t(granted === null ? "actions.except" : "actions.revoke")}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
