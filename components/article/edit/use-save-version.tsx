"use client";

import { notifications } from "@mantine/notifications";
import type { Node } from "@tiptap/pm/model";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { type Answer, postVersion } from "@/components/article/editor/upload";
import type { StepsJson } from "@/lib/document/steps";
import { type Outdated, outdatedSchema, type SavedVersion } from "@/lib/version/schema";
import { SavedNotice } from "./saved-notice";

interface ToSave {
  baseVersion: number;
  steps: StepsJson;
  note: string;
  merged?: boolean;
}

const REASONS = [
  "nothing_changed",
  "step_malformed",
  "step_failed",
  "document",
  "empty",
  "too_large",
] as const;
const CODES = [
  "unreachable",
  "unauthenticated",
  "forbidden",
  "not_found",
  "rate_limited",
  "conflict",
] as const;
/** Another version was saved meanwhile; `mine` is the text that was to be saved. */
export interface Clash {
  mine: Node;
  outdated: Outdated;
}

const MEGABYTE = 1024 * 1024;

/** Saves a version and says what that did, or says why it was not saved. */
export function useSaveVersion(
  { workspace, articleId }: { workspace: string; articleId: string },
  onSaved: () => Promise<void>,
) {
  const t = useTranslations("article.edit");
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [clash, setClash] = useState<Clash | null>(null);
  const isUnderWay = useRef(false);

  const wordsFor = ({ code, reason, limit }: Extract<Answer<SavedVersion>, { ok: false }>) => {
    const known = REASONS.find((candidate) => candidate === reason);
    if (known) return t(`refusal.${known}`, { limit: Math.round((limit ?? 0) / MEGABYTE) });
    if (reason?.startsWith("picture_")) return t("refusal.picture");
    return t(`refusal.${CODES.find((candidate) => candidate === code) ?? "failed"}`);
  };

  const save = async (version: ToSave, mine: () => Node, pictures: ReadonlyMap<string, Blob>) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(true);
    setRefusal(null);
    const answer = await postVersion(
      { workspace, articleId },
      { kind: "steps", ...version },
      pictures,
    );
    isUnderWay.current = false;
    if (answer.ok) {
      const { recheck, orphaned } = answer.data.effect;
      notifications.show({
        title: t("saved.title", { number: answer.data.number }),
        message: <SavedNotice workspace={workspace} saved={answer.data} />,
        // What somebody has to look at stays until it was seen.
        autoClose: recheck + orphaned > 0 ? false : 15_000,
        withBorder: true,
      });
      await onSaved();
      return;
    }
    setBusy(false);
    const conflict = outdatedSchema.safeParse(answer.details);
    if (answer.code === "conflict" && conflict.success) {
      setClash({ mine: mine(), outdated: conflict.data });
    } else setRefusal(wordsFor(answer));
  };
  return { busy, refusal, clash, save, goOn: () => setClash(null) };
}
