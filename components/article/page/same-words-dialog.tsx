"use client";

import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { sameWords } from "@/lib/anchoring/occurrences";
import type { AnnotationView } from "@/lib/annotation/schema";
import { newId } from "@/lib/id";
import { usePageControl } from "./control";
import { draftTargets, sentenceAround } from "./draft";
import { nothingOf } from "./marking";
import styles from "./same-words-dialog.module.css";
import type { PageState } from "./state";
import { useAnnotation, usePage, usePageActions, usePageStore } from "./store-context";

interface SameWordsDialogProps {
  annotationId: string;
  onClose: () => void;
}

interface Place {
  start: number;
  end: number;
  before: string;
  words: string;
  after: string;
  /** Already under an annotation of the same claim, or of the same kind. */
  taken: boolean;
}

/** The other places where the same words stand, to be marked the same way. */
export function SameWordsDialog({ annotationId, onClose }: SameWordsDialogProps) {
  const t = useTranslations("annotation.same");
  const store = usePageStore();
  const { createOccurrences, create } = usePageActions();
  const { reading } = usePageControl();
  const annotation = useAnnotation(annotationId);
  const direction = usePage((state) => state.article.direction);
  const language = usePage((state) => state.article.language);
  const words = annotation?.targets.find(({ role }) => role === "words")?.exact ?? "";
  const [places] = useState(() => placesOf(store.getState(), annotation));
  const [ticked, setTicked] = useState(
    () => new Set(places.filter(({ taken }) => !taken).map(({ start }) => start)),
  );

  if (!annotation) return null;
  const chosen = places.filter(({ start }) => ticked.has(start));
  const mark = () => {
    const ground = store.getState();
    const { occurrence, nothingReason } = annotation;
    const spans = chosen.map(({ start, end }) => ({ start, end }));
    if (occurrence) {
      void createOccurrences({
        articleId: annotation.articleId,
        claimId: occurrence.claimId,
        madeVersion: ground.version.number,
        speaker: occurrence.speaker,
        saidOn: occurrence.saidOn,
        voice: occurrence.voice,
        occurrences: spans.map((span) => ({
          id: newId(),
          targets: draftTargets(ground.version.text, span, language),
        })),
      });
    } else if (nothingReason) {
      for (const span of spans) {
        void create(nothingOf(ground, [{ id: newId(), role: "words", ...span }], nothingReason));
      }
    }
    onClose();
    reading.current?.focus();
  };
  const shortWords = clip(words.replace(/\s+/gu, " "), 80, false);
  return (
    <Modal opened onClose={onClose} title={t("title")} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.length > 0) mark();
        }}
      >
        <Stack>
          <Text size="sm">
            {places.length === 0
              ? t("none", { words: shortWords })
              : t(annotation.occurrence ? "help" : "noteHelp", {
                  words: shortWords,
                  count: places.length,
                })}
          </Text>
          {places.length > 1 && (
            <Checkbox
              label={t("all")}
              checked={ticked.size === places.length}
              indeterminate={ticked.size > 0 && ticked.size < places.length}
              onChange={(event) =>
                setTicked(
                  event.currentTarget.checked
                    ? new Set(places.map(({ start }) => start))
                    : new Set(),
                )
              }
            />
          )}
          {places.map(({ start, before, words: here, after, taken }, index) => (
            <Checkbox
              key={start}
              data-autofocus={index === 0 || undefined}
              checked={ticked.has(start)}
              onChange={(event) => {
                const next = new Set(ticked);
                if (event.currentTarget.checked) next.add(start);
                else next.delete(start);
                setTicked(next);
              }}
              label={
                <span className={styles.place} dir={direction} lang={language}>
                  {before}
                  <mark>{here}</mark>
                  {after}
                </span>
              }
              description={taken ? t("already") : undefined}
            />
          ))}
          <Group gap="xs">
            {places.length > 0 && (
              <Button type="submit" disabled={chosen.length === 0}>
                {t("make", { count: chosen.length })}
              </Button>
            )}
            <Button
              variant="default"
              onClick={onClose}
              data-autofocus={places.length === 0 || undefined}
            >
              {t("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function placesOf(
  { version, article, annotations }: PageState,
  annotation: AnnotationView | undefined,
): Place[] {
  const { text } = version;
  const { language } = article;
  if (!annotation) return [];
  const words = annotation.targets.find(({ role }) => role === "words")?.exact ?? "";
  const claimId = annotation.occurrence?.claimId;
  const alike = [...annotations.values()].filter((other) =>
    claimId ? other.occurrence?.claimId === claimId : other.kind === annotation.kind,
  );
  return sameWords(text, words, language)
    .filter(({ start }) => !annotation.targets.some((target) => target.start === start))
    .map(({ start, end }) => {
      const sentence = sentenceAround(text, { start, end }, language);
      return {
        start,
        end,
        before: clip(text.slice(sentence.start, start), 90, true),
        words: text.slice(start, end),
        after: clip(text.slice(end, sentence.end), 90, false),
        taken: alike.some(({ targets }) =>
          targets.some((target) => target.start < end && start < target.end),
        ),
      };
    });
}

function clip(text: string, length: number, fromEnd: boolean): string {
  if (text.length <= length) return text;
  return fromEnd ? `…${text.slice(-length)}` : `${text.slice(0, length)}…`;
}
