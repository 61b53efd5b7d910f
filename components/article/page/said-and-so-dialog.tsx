"use client";

import {
  Button,
  Checkbox,
  Group,
  Modal,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Span } from "@/components/article/reading/highlight";
import { guessKind } from "@/lib/claim/kind";
import { newId } from "@/lib/id";
import { usePageControl } from "./control";
import { saidAndSoOf, targetsAgain } from "./marking";
import { usePageActions, usePageStore } from "./store-context";

interface SaidAndSoDialogProps {
  span: Span;
  onClose: () => void;
}

/** Two claims from one selection: that somebody said it, and that it is so. */
export function SaidAndSoDialog({ span, onClose }: SaidAndSoDialogProps) {
  const t = useTranslations("annotation.saidAndSo");
  const store = usePageStore();
  const actions = usePageActions();
  const { reading, open } = usePageControl();
  const [proposal] = useState(() => saidAndSoOf(store.getState(), span));
  const [speaker, setSpeaker] = useState(proposal.speaker);
  const [saidOn, setSaidOn] = useState("");
  const [said, setSaid] = useState(proposal.said);
  const [so, setSo] = useState(proposal.so);
  const [kind, setKind] = useState<"quotation" | "attribution">(
    proposal.isQuotation ? "quotation" : "attribution",
  );
  const [leave, setLeave] = useState(false);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);

  const saidStatement =
    said.trim() ||
    (speaker.trim() && so.trim()
      ? t("saidStatement", { speaker: speaker.trim(), words: proposal.words })
      : "");
  const errors = {
    speaker: speaker.trim() === "" ? t("speakerMissing") : null,
    said: saidStatement === "" ? t("statementMissing") : null,
    so: so.trim() === "" ? t("statementMissing") : null,
    reason: leave && reason.trim() === "" ? t("reasonMissing") : null,
  };
  const shown = (error: string | null) => (tried ? error : null);

  const make = () => {
    setTried(true);
    if (Object.values(errors).some((error) => error !== null)) return;
    const { article, version } = store.getState();
    const saidId = newId();
    void actions.saidAndSo({
      articleId: article.id,
      madeVersion: version.number,
      speaker: speaker.trim(),
      saidOn: saidOn.trim(),
      said: {
        id: saidId,
        targets: proposal.targets,
        claim: { from: "new", id: newId(), statement: saidStatement, kind, asOf: "" },
        voice: kind === "quotation" ? "quotation" : "paraphrase",
      },
      so: {
        id: newId(),
        targets: targetsAgain(proposal.targets),
        claim: {
          from: "new",
          id: newId(),
          statement: so.trim(),
          kind: guessKind(so),
          asOf: "",
          reportsId: null,
        },
        leftUnchecked: leave ? reason.trim() : null,
      },
    });
    onClose();
    reading.current?.setSelection(null);
    actions.select(null);
    open(saidId, { reveal: false, focus: "text" });
  };

  return (
    <Modal opened onClose={onClose} title={t("title")} size="lg">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) make();
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t("help")}
          </Text>
          <Group grow align="flex-start">
            <TextInput
              label={t("speaker")}
              required
              maxLength={300}
              data-autofocus={proposal.speaker === "" || undefined}
              value={speaker}
              error={shown(errors.speaker)}
              onChange={(event) => setSpeaker(event.currentTarget.value)}
            />
            <TextInput
              label={t("saidOn")}
              maxLength={300}
              value={saidOn}
              onChange={(event) => setSaidOn(event.currentTarget.value)}
            />
          </Group>
          <Stack gap="xs">
            <Textarea
              label={t("said")}
              required
              autosize
              minRows={2}
              maxLength={4_000}
              placeholder={saidStatement}
              value={said}
              error={shown(errors.said)}
              onChange={(event) => setSaid(event.currentTarget.value)}
            />
            <SegmentedControl
              size="xs"
              aria-label={t("kind")}
              value={kind}
              onChange={(value) => setKind(value === "quotation" ? "quotation" : "attribution")}
              data={[
                { value: "quotation", label: t("quotation") },
                { value: "attribution", label: t("attribution") },
              ]}
            />
          </Stack>
          <Textarea
            label={t("so")}
            required
            autosize
            minRows={2}
            maxLength={4_000}
            value={so}
            error={shown(errors.so)}
            onChange={(event) => setSo(event.currentTarget.value)}
          />
          <Checkbox
            label={t("leave")}
            checked={leave}
            onChange={(event) => setLeave(event.currentTarget.checked)}
          />
          {leave && (
            <TextInput
              label={t("leaveReason")}
              required
              maxLength={2_000}
              value={reason}
              error={shown(errors.reason)}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          <Group gap="xs">
            <Button type="submit" data-autofocus={proposal.speaker !== "" || undefined}>
              {t("make")}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
