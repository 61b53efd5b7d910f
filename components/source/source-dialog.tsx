"use client";

import { Button, Group, Modal, Skeleton, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { z } from "zod";
import { useClaimSetting } from "@/components/claim/setting";
import { RefusalAlert } from "@/components/ui/refusal";
import { Unreadable } from "@/components/ui/unreadable";
import {
  callAction,
  type Outcome,
  type Refusal,
  useRefusalWords,
} from "@/components/ui/use-action";
import { useDraft } from "@/components/ui/use-draft";
import { sourceDetail } from "@/lib/source/actions";
import { CSL_VARIABLES } from "@/lib/source/csl-text";
import type { EditedSource, EditSource, SourceDetail, SourceView } from "@/lib/source/schema";
import { type CitationProblems, sourceProblems } from "./citation-draft";
import { changesOf, keepOwn } from "./own-changes";
import styles from "./source.module.css";
import { editOfSource, fieldsOf, type NewSource, newSourceSchema } from "./source-choice";
import { SourceFields } from "./source-fields";

interface SourceDialogProps {
  source: Pick<SourceView, "id">;
  save: (edit: EditSource) => Promise<Outcome<EditedSource>>;
  onClose: () => void;
}

/** Changes a source for every claim that cites it. */
export function SourceDialog({ source, save, onClose }: SourceDialogProps) {
  const t = useTranslations("source.edit");
  const { workspace } = useClaimSetting();
  const [detail, setDetail] = useState<SourceDetail | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { id: sourceId } = source;
  const read = useCallback(async () => {
    setRefusal(null);
    const outcome = await callAction(sourceDetail, workspace, { sourceId });
    if (outcome.ok) setDetail(outcome.data);
    else setRefusal(outcome);
  }, [workspace, sourceId]);
  useEffect(() => void read(), [read]);
  return (
    <Modal opened onClose={onClose} title={t("title")} size="lg">
      {detail ? (
        <SourceForm detail={detail} save={save} onOutdated={read} onClose={onClose} />
      ) : refusal ? (
        <Unreadable refusal={refusal} onRetry={() => void read()} />
      ) : (
        <Skeleton height={360} aria-label={t("reading")} />
      )}
    </Modal>
  );
}

/** What is written, and the source as it was when the writing began. */
const draftSchema = z.object({
  revision: z.int(),
  before: newSourceSchema,
  mine: newSourceSchema,
});

interface SourceFormProps extends Pick<SourceDialogProps, "save"> {
  detail: SourceDetail;
  onOutdated: () => Promise<void>;
  onClose: () => void;
}

function SourceForm({ detail, save: store, onOutdated, onClose }: SourceFormProps) {
  const t = useTranslations("source");
  const { me } = useClaimSetting();
  const [busy, setBusy] = useState(false);
  const refusalWords = useRefusalWords();
  const { source, origin } = detail;
  const now = fieldsOf(source, origin);
  const draft = useDraft(`${me.memberId}:source:${source.id}`, draftSchema, {
    revision: source.revision,
    before: now,
    mine: now,
  });
  const [problems, setProblems] = useState<CitationProblems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const { before, mine, revision } = draft.value;
  const isOutdated = revision !== source.revision;

  const leave = () => {
    draft.discard();
    onClose();
  };
  const save = async () => {
    if (busy || isOutdated) return;
    const found = sourceProblems(mine);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    setRefusal(null);
    const changes = editOfSource(before, mine);
    if (Object.keys(changes).length === 0) return leave();
    setBusy(true);
    const outcome = await store({ sourceId: source.id, revision, ...changes });
    setBusy(false);
    if (outcome.ok) {
      const judged = outcome.data.claims.length;
      notifications.show({ message: t("edit.saved", { judged }), autoClose: 4000 });
      leave();
    } else if (outcome.details?.reason === "revision_outdated") await onOutdated();
    else if (outcome.details?.reason === "repeats_itself") setRefusal(t("edit.repeatsItself"));
    else setRefusal(refusalWords(outcome));
  };
  const words = (code: CitationProblems[keyof CitationProblems]) =>
    code && t(`citation.problems.${code}`);

  return (
    <form
      aria-label={t("edit.title")}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
        <p className={styles.hint}>{t("edit.rests", { claims: detail.claims })}</p>
        {isOutdated && (
          <Conflict
            mine={mine}
            theirs={now}
            onKeep={() =>
              draft.set({
                revision: source.revision,
                before: now,
                mine: {
                  ...keepOwn(before, mine, now),
                  texts: keepOwn(before.texts, mine.texts, now.texts),
                  stored: now.stored,
                },
              })
            }
            onTake={draft.discard}
          />
        )}
        <SourceFields
          key={revision}
          source={mine}
          editedId={source.id}
          onChange={(next) => {
            setProblems({});
            draft.change((written) => ({ ...written, mine: next(written.mine) }));
          }}
          titleError={words(problems.title)}
          addressError={words(problems.address)}
          languageError={words(problems.language)}
        />
        <RefusalAlert>{refusal}</RefusalAlert>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={leave}>
            {t("edit.cancel")}
          </Button>
          <Button type="submit" loading={busy} disabled={isOutdated}>
            {t("edit.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ConflictProps {
  mine: NewSource;
  theirs: NewSource;
  onKeep: () => void;
  onTake: () => void;
}

/** Another's source beside what was written, field by field. */
function Conflict({ mine, theirs, onKeep, onTake }: ConflictProps) {
  const t = useTranslations("source");
  const inWords = (
    fields: NewSource,
    field: Exclude<keyof NewSource, "stored" | "texts">,
  ): string => {
    switch (field) {
      case "type":
        return t(`types.${fields.type}`);
      case "primacy":
        return t(`primaryShort.${fields.primacy}`);
      case "encyclopaedia":
        return fields.encyclopaedia ? t("edit.yes") : t("edit.no");
      case "repeats":
        return fields.repeats?.title ?? t("edit.nothing");
      default:
        return fields[field] || t("edit.nothing");
    }
  };
  const differing = newSourceSchema
    .omit({ stored: true, texts: true })
    .keyof()
    .options.filter((field) => field in changesOf(mine, theirs));
  const variables = CSL_VARIABLES.filter(
    (variable) => (mine.texts[variable] ?? "") !== (theirs.texts[variable] ?? ""),
  );
  const isSame = differing.length + variables.length === 0;
  return (
    <div className={styles.same} role="alert">
      <span>{isSame ? t("edit.conflictSame") : t("edit.conflict")}</span>
      <dl className={styles.differences}>
        {differing.map((field) => (
          <div key={field}>
            <dt>{t(`fields.${field}`)}</dt>
            <dd>{t("edit.theirs", { value: inWords(theirs, field) })}</dd>
            <dd>{t("edit.yours", { value: inWords(mine, field) })}</dd>
          </div>
        ))}
        {variables.map((variable) => (
          <div key={variable}>
            <dt>{t(`csl.${variable}`)}</dt>
            <dd>{t("edit.theirs", { value: theirs.texts[variable] || t("edit.nothing") })}</dd>
            <dd>{t("edit.yours", { value: mine.texts[variable] || t("edit.nothing") })}</dd>
          </div>
        ))}
      </dl>
      <span className={styles.buttons}>
        <Button size="compact-sm" onClick={onKeep}>
          {t("edit.keepMine")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onTake}>
          {t("edit.takeTheirs")}
        </Button>
      </span>
    </div>
  );
}
