"use client";

import {
  Button,
  Checkbox,
  Group,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
  VisuallyHidden,
} from "@mantine/core";
import { IconPencilCheck } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { usePageControl } from "@/components/article/page/control";
import {
  useClaimOf,
  usePage,
  usePageActions,
  usePageStore,
} from "@/components/article/page/store-context";
import { refreshClaims, useClaimChanges } from "@/components/article/page/use-claim-changes";
import { ClaimPanel } from "@/components/claim/claim-panel";
import { NumberKeysContext } from "@/components/claim/number-keys";
import { useClaimSetting } from "@/components/claim/setting";
import { lostTargets } from "@/lib/annotation/lost";
import {
  type AnnotationView,
  type OccurrenceView,
  REMEDIES,
  type Remedy,
  remedySchema,
  VOICES,
  type Voice,
  voiceSchema,
} from "@/lib/annotation/schema";
import { ChangedMeanwhile, useMeanwhile } from "./changed-meanwhile";
import { saveOrLeave } from "./note-panel";
import styles from "./occurrence-panel.module.css";
import { RecheckSection } from "./recheck-section";
import { TextDifference } from "./text-difference";

interface OccurrencePanelProps {
  annotation: AnnotationView;
  occurrence: OccurrenceView;
}

/** An occurrence: what its words are in this article, and the claim they state. */
export function OccurrencePanel({ annotation, occurrence }: OccurrencePanelProps) {
  const t = useTranslations("annotation");
  const claim = useClaimOf(annotation);
  const onChanged = useClaimChanges();
  const setting = useClaimSetting();
  const pending = usePage((state) => state.unsaved.has(annotation.id));
  const [lost] = lostTargets(annotation);
  const hasProposals = annotation.can.edit && (lost?.lost?.proposals.length ?? 0) > 0;
  return (
    <>
      <InThisArticle annotation={annotation} occurrence={occurrence} />
      <VisuallyHidden component="h3">{t("panel.claim")}</VisuallyHidden>
      <NumberKeysContext value={!hasProposals}>
        <ClaimPanel
          key={occurrence.claimId}
          setting={setting}
          claimId={occurrence.claimId}
          articleId={annotation.articleId}
          annotationId={annotation.id}
          revision={annotation.revision}
          summary={claim}
          pending={pending}
          onChanged={onChanged}
        />
      </NumberKeysContext>
    </>
  );
}

/** Who says it here, when, in which voice, and what should happen to the words. */
function InThisArticle({ annotation, occurrence }: OccurrencePanelProps) {
  const t = useTranslations("annotation");
  const claim = useClaimOf(annotation);
  const mayEditText = usePage((state) => state.article.can.edit);
  const { updateOccurrence } = usePageActions();
  const { setTask } = usePageControl();
  const [editing, setEditing] = useState(false);
  const { speaker, saidOn, voice, fit, remedy, remedyDoneAt } = occurrence;
  if (editing) {
    return (
      <OccurrenceForm
        annotation={annotation}
        occurrence={occurrence}
        onLeave={() => setEditing(false)}
      />
    );
  }
  const said = speaker
    ? saidOn
      ? t("occurrence.saidByOn", { speaker, when: saidOn })
      : t("occurrence.saidBy", { speaker })
    : saidOn && t("occurrence.saidWhen", { when: saidOn });
  const tellsFit = fit !== "unconfirmed" || claim?.check?.status === "approved";
  return (
    <section className={styles.here} aria-label={t("occurrence.title")}>
      <p className={styles.facts}>
        <span>{t(`voices.${voice}`)}</span>
        {said && <span>{said}</span>}
        {tellsFit && (
          <span title={t(`fitsHelp.${fit}`)} data-alert={fit !== "confirmed" || undefined}>
            {t(`fits.${fit}`)}
          </span>
        )}
        {annotation.can.edit && (
          <span className={styles.buttons}>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t("occurrence.editLabel")}
              onClick={() => setEditing(true)}
            >
              {t("occurrence.edit")}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => setTask({ kind: "relink", annotationId: annotation.id })}
            >
              {t("occurrence.relink")}
            </Button>
          </span>
        )}
      </p>
      {fit === "recheck" && <RecheckSection annotation={annotation} occurrence={occurrence} />}
      {remedy !== "none" && (
        <div className={styles.remedy}>
          <Text size="sm" fw={600}>
            {t(`remedies.${remedy}`)}
          </Text>
          <RemedyWording annotation={annotation} occurrence={occurrence} />
          {mayEditText ? (
            <Checkbox
              size="xs"
              label={t("occurrence.done")}
              checked={remedyDoneAt !== null}
              onChange={(event) =>
                void updateOccurrence({
                  annotationId: annotation.id,
                  remedyDone: event.currentTarget.checked,
                })
              }
            />
          ) : (
            <Text size="xs" c="dimmed">
              {remedyDoneAt === null ? t("remedyOpen") : t("remedyDone")}
            </Text>
          )}
        </div>
      )}
    </section>
  );
}

/** The words as they stand and as they shall read; whoever may edit the text carries it out here. */
function RemedyWording({ annotation, occurrence }: OccurrencePanelProps) {
  const t = useTranslations("annotation");
  const store = usePageStore();
  const { applyRemedy } = usePageActions();
  const text = usePage((state) => state.version.text);
  const { language, direction, can } = usePage((state) => state.article);
  const isChanging = usePage((state) => state.saving > 0);
  const { remedy, remedyWording, remedyApproved, remedyDoneAt } = occurrence;
  const words = annotation.targets
    .filter((target) => target.role === "words" && target.state !== "orphaned")
    .map(({ start, end }) => text.slice(start, end));
  const isCut = remedy === "cut";
  const isOpen = remedyDoneAt === null && words.length > 0 && remedy !== "left_to_author";
  if (!isOpen || (!isCut && remedyWording === "")) {
    return remedyWording === "" ? null : <p className={styles.wording}>{remedyWording}</p>;
  }
  const apply = async () => {
    if (!(await applyRemedy(annotation.id))) void refreshClaims(store, [occurrence.claimId]);
  };
  const isApproved = remedyApproved !== null && (isCut || remedyApproved === remedyWording);
  return (
    <>
      <TextDifference
        before={words.join(" … ")}
        after={isCut ? "" : remedyWording}
        labels={{ before: t("remedy.now"), after: t("remedy.then") }}
        nothing={t("remedy.cut")}
        language={language}
        direction={direction}
      />
      {can.edit && (
        <div>
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconPencilCheck size={15} aria-hidden="true" />}
            loading={isChanging}
            onClick={() => void apply()}
          >
            {t("remedy.apply")}
          </Button>
          {!isApproved && (
            <Text size="xs" c="dimmed" mt={4}>
              {t("remedy.notApproved")}
            </Text>
          )}
        </div>
      )}
    </>
  );
}

function OccurrenceForm(props: OccurrencePanelProps & { onLeave: () => void }) {
  const { annotation, occurrence, onLeave } = props;
  const t = useTranslations("annotation");
  const { updateOccurrence } = usePageActions();
  const { panel } = usePageControl();
  const [speaker, setSpeaker] = useState(occurrence.speaker);
  const [saidOn, setSaidOn] = useState(occurrence.saidOn);
  const [voice, setVoice] = useState<Voice>(occurrence.voice);
  const [remedy, setRemedy] = useState<Remedy>(occurrence.remedy);
  const [wording, setWording] = useState(occurrence.remedyWording);
  const meanwhile = useMeanwhile([
    { label: t("occurrence.speaker"), words: occurrence.speaker },
    { label: t("occurrence.saidOn"), words: occurrence.saidOn },
    { label: t("occurrence.voice"), words: t(`voices.${occurrence.voice}`) },
    { label: t("occurrence.remedy"), words: t(`remedies.${occurrence.remedy}`) },
    { label: t("occurrence.wording"), words: occurrence.remedyWording },
  ]);
  const leave = () => {
    onLeave();
    panel.current?.focus();
  };
  const save = () => {
    if (meanwhile.isChanged) return;
    leave();
    void updateOccurrence({
      annotationId: annotation.id,
      speaker: speaker.trim(),
      saidOn: saidOn.trim(),
      voice,
      remedy,
      remedyWording: remedy === "none" || remedy === "cut" ? "" : wording.trim(),
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => saveOrLeave(event, save, leave)}
    >
      <Stack gap="sm">
        <ChangedMeanwhile meanwhile={meanwhile} />
        <Group grow align="flex-start">
          <TextInput
            label={t("occurrence.speaker")}
            placeholder={t("occurrence.speakerPlaceholder")}
            autoFocus
            maxLength={300}
            value={speaker}
            onChange={(event) => setSpeaker(event.currentTarget.value)}
          />
          <TextInput
            label={t("occurrence.saidOn")}
            placeholder={t("occurrence.saidOnPlaceholder")}
            maxLength={300}
            value={saidOn}
            onChange={(event) => setSaidOn(event.currentTarget.value)}
          />
        </Group>
        <Select
          label={t("occurrence.voice")}
          data={VOICES.map((value) => ({ value, label: t(`voices.${value}`) }))}
          value={voice}
          allowDeselect={false}
          onChange={(value) => {
            const parsed = voiceSchema.safeParse(value);
            if (parsed.success) setVoice(parsed.data);
          }}
        />
        <Select
          label={t("occurrence.remedy")}
          data={REMEDIES.map((value) => ({ value, label: t(`remedies.${value}`) }))}
          value={remedy}
          allowDeselect={false}
          onChange={(value) => {
            const parsed = remedySchema.safeParse(value);
            if (parsed.success) setRemedy(parsed.data);
          }}
        />
        {remedy !== "none" && remedy !== "cut" && (
          <Textarea
            label={t("occurrence.wording")}
            description={t("occurrence.wordingHelp")}
            required={remedy === "fix"}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={4_000}
            value={wording}
            onChange={(event) => setWording(event.currentTarget.value)}
          />
        )}
        <Group gap="xs">
          <Button
            type="submit"
            size="compact-md"
            disabled={meanwhile.isChanged || (remedy === "fix" && wording.trim() === "")}
          >
            {t("occurrence.save")}
          </Button>
          <Button size="compact-md" variant="default" onClick={leave}>
            {t("occurrence.cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
