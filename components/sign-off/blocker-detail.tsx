"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TextDifference } from "@/components/annotation/text-difference";
import { VerdictBadge } from "@/components/annotation/verdict-badge";
import type { Blocker, Closing } from "@/lib/sign-off/schema";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import styles from "./closing.module.css";

interface BlockerDetailProps {
  blocker: Blocker;
  article: Closing["article"];
  scale: RatingScale;
}

/** What exactly stands in the way: of changed words the old and the new ones, side by side. */
export function BlockerDetail({ blocker, article, scale }: BlockerDetailProps) {
  const t = useTranslations("signOff");
  const annotation = useTranslations("annotation");
  const { language, direction } = article;
  switch (blocker.kind) {
    case "check":
      return (
        <Line>
          {blocker.unchecked === null
            ? t(`status.${blocker.status}`)
            : t("leftUnchecked", { reason: blocker.unchecked })}
        </Line>
      );
    case "recheck":
      return (
        <TextDifference
          before={blocker.from.words.join(" … ")}
          after={blocker.to.words.join(" … ")}
          nothing={annotation("recheck.noWords")}
          language={language}
          direction={direction}
        />
      );
    case "remedy":
      return (
        <>
          <Line>{annotation(`remedies.${blocker.remedy}`)}</Line>
          {blocker.remedy === "fix" && (
            <TextDifference
              before={blocker.words.join(" … ")}
              after={blocker.wording}
              labels={{ before: annotation("remedy.now"), after: annotation("remedy.then") }}
              language={language}
              direction={direction}
            />
          )}
        </>
      );
    case "sourcing":
      return <Line>{annotation(`sourcing.${blocker.sourcing}`)}</Line>;
    case "verdict":
      return (
        <Line>
          <VerdictBadge scale={scale} verdict={blocker.verdict} />
        </Line>
      );
    case "query":
      return (
        <>
          <Quoted>{blocker.question}</Quoted>
          {blocker.answer !== null && (
            <>
              <Line>{t("answer")}</Line>
              <Quoted>{blocker.answer}</Quoted>
            </>
          )}
        </>
      );
    case "flag":
      return (
        <>
          <Line>{t(`flags.${blocker.flag}`)}</Line>
          <Quoted>{blocker.reason}</Quoted>
        </>
      );
    case "thread":
      return <Quoted>{blocker.comment}</Quoted>;
    case "fit":
    case "orphaned":
      return null;
  }
}

function Line({ children }: { children: ReactNode }) {
  return <p className={styles.detail}>{children}</p>;
}

function Quoted({ children }: { children: string }) {
  if (children === "") return null;
  return (
    <p className={styles.quoted} dir="auto">
      {children}
    </p>
  );
}
