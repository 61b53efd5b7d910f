"use client";

import {
  Button,
  Combobox,
  Group,
  Loader,
  Modal,
  Stack,
  Text,
  TextInput,
  useCombobox,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { StateWord } from "@/components/annotation/state-mark";
import { VerdictBadge } from "@/components/annotation/verdict-badge";
import type { Span } from "@/components/article/reading/highlight";
import { likelyClaims, searchClaims } from "@/lib/claim/actions";
import type { ClaimMatch } from "@/lib/claim/schema";
import { usePageControl } from "./control";
import styles from "./link-dialog.module.css";
import { guessOf, occurrenceOf } from "./marking";
import { useAnnotation, useClaimOf, usePage, usePageActions, usePageStore } from "./store-context";

type LinkDialogProps = { onClose: () => void } & (
  | { span: Span; annotationId?: undefined }
  | { annotationId: string; span?: undefined }
);

/** Links selected words, or an occurrence's, to a claim that the workspace has. */
export function LinkDialog({ span, annotationId, onClose }: LinkDialogProps) {
  const t = useTranslations("annotation.link");
  const remove = useTranslations("annotation.remove");
  const page = useTranslations("article.page");
  const store = usePageStore();
  const actions = usePageActions();
  const { open, reading } = usePageControl();
  const annotation = useAnnotation(annotationId ?? null);
  const claim = useClaimOf(annotation);
  const inArticle = usePage((state) => state.claims);
  const [query, setQuery] = useState("");
  const [reason, setReason] = useState("");
  const needsReason = claim?.check != null;

  const guess = useMemo(
    () => (span ? guessOf(store.getState(), span, page("pictureStatement")) : null),
    [span, store, page],
  );
  const words =
    guess?.words ??
    annotation?.targets
      .filter(({ role }) => role === "words")
      .map(({ exact }) => exact)
      .join(" ") ??
    "";
  const { matches, busy, failed } = useMatches(query, words);
  const offered = matches.filter(({ id }) => id !== annotation?.occurrence?.claimId);

  const combobox = useCombobox({ opened: true });
  useEffect(() => {
    if (offered.length > 0) combobox.selectFirstOption();
  }, [offered.length, combobox.selectFirstOption]);

  const choose = (claimId: string) => {
    if (guess) {
      const input = occurrenceOf(store.getState(), guess, claimId);
      void actions.create(input);
      onClose();
      reading.current?.setSelection(null);
      actions.select(null);
      open(input.id, { reveal: false, focus: "text" });
    } else if (annotationId && !(needsReason && reason.trim() === "")) {
      void actions.updateOccurrence({
        annotationId,
        claim: { from: "existing", id: claimId },
        reason: reason.trim() || null,
      });
      onClose();
    }
  };

  return (
    <Modal opened onClose={onClose} title={guess ? t("title") : t("relinkTitle")} size="lg">
      <Stack>
        <Text className={styles.words} lineClamp={2}>
          {words}
        </Text>
        {needsReason && (
          <TextInput
            label={remove("reason")}
            description={t("reasonHelp")}
            required
            maxLength={2_000}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <Combobox store={combobox} withinPortal={false} onOptionSubmit={choose}>
          <Combobox.EventsTarget withExpandedAttribute>
            <TextInput
              label={t("search")}
              placeholder={t("placeholder")}
              data-autofocus={!needsReason || undefined}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === "Escape") onClose();
              }}
              rightSection={busy && <Loader size="xs" />}
            />
          </Combobox.EventsTarget>
          <Combobox.Options className={styles.options} aria-label={t("results")}>
            <Combobox.Group label={query.trim() === "" ? t("likely") : t("results")}>
              {offered.map((match) => (
                <Combobox.Option
                  key={match.id}
                  value={match.id}
                  disabled={needsReason && reason.trim() === ""}
                >
                  <Match match={match} here={inArticle.has(match.id)} />
                </Combobox.Option>
              ))}
            </Combobox.Group>
            {!busy && offered.length === 0 && (
              <Combobox.Empty>{failed ? t("failed") : t("nothing")}</Combobox.Empty>
            )}
          </Combobox.Options>
        </Combobox>
        {guess && (
          <Group gap="xs">
            <Button
              variant="default"
              onClick={() => {
                const input = occurrenceOf(store.getState(), guess);
                void actions.create(input);
                onClose();
                reading.current?.setSelection(null);
                actions.select(null);
                open(input.id, { reveal: false, focus: "text" });
              }}
            >
              {t("make")}
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}

function Match({ match, here }: { match: ClaimMatch; here: boolean }) {
  const t = useTranslations("annotation");
  const scale = usePage((state) => state.ratingScale);
  return (
    <div className={styles.match}>
      <span>{match.statement}</span>
      <span className={styles.facts}>
        <span>#{match.number}</span>
        <StateWord state={match.check?.status ?? "unchecked"} />
        {match.check?.verdict && <VerdictBadge scale={scale} verdict={match.check.verdict} />}
        <span>{t(`sourcing.${match.sourcing}`)}</span>
        <span>{here ? t("link.here") : t("link.articles", { count: match.articles })}</span>
      </span>
    </div>
  );
}

/** What the search finds; without a query, the claims that the words most likely state. */
function useMatches(query: string, words: string) {
  const { workspace } = usePageStore().getState();
  const [asked] = useDebouncedValue(query.trim(), 200);
  const [state, setState] = useState<{ matches: ClaimMatch[]; busy: boolean; failed: boolean }>({
    matches: [],
    busy: true,
    failed: false,
  });
  useEffect(() => {
    let current = true;
    setState((before) => ({ ...before, busy: true }));
    const find = async () => {
      const answer = await (asked === ""
        ? likelyClaims(workspace, { words: words.slice(0, 5_000), limit: 8 })
        : searchClaims(workspace, { query: asked, limit: 12 }));
      if (current) {
        setState({ matches: answer.ok ? answer.data : [], busy: false, failed: !answer.ok });
      }
    };
    find().catch(() => {
      if (current) setState({ matches: [], busy: false, failed: true });
    });
    return () => {
      current = false;
    };
  }, [asked, words, workspace]);
  return state;
}
