"use client";

import { Anchor, Button, Checkbox, FileButton, Group, Progress, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useDropzone } from "react-dropzone";
import { type ClaimSetting, ClaimSettingProvider } from "@/components/claim/setting";
import { Page } from "@/components/ui/page";
import { RefusalAlert } from "@/components/ui/refusal";
import { callAction, useRefusalWords } from "@/components/ui/use-action";
import { newId } from "@/lib/id";
import { importReferences, readReferences } from "@/lib/reference/actions";
import {
  IMPORTED_AT_ONCE,
  REFERENCE_LIMITS,
  type ReadReferencesView,
  type Reference,
  type ReferenceProblem,
} from "@/lib/reference/schema";
import { formatDate } from "@/lib/source/dates";
import { formatNames } from "@/lib/source/names";
import { CorrectDialog } from "./correct-dialog";
import styles from "./import-references.module.css";

/** A list that was read, its entries under the ids that their sources will have. */
interface ReadList extends ReadReferencesView {
  ids: string[];
}

/** Sources from a list that another program wrote: read, looked at, then made. */
export function ImportReferences({ setting }: { setting: ClaimSetting }) {
  const { workspace } = setting;
  const t = useTranslations("reference");
  const router = useRouter();
  const refusalWords = useRefusalWords();
  const [text, setText] = useState("");
  const [list, setList] = useState<ReadList | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState<"reading" | "adding" | null>(null);
  const [done, setDone] = useState(0);
  /** The entry that is being corrected, by its place. */
  const [corrected, setCorrected] = useState<number | null>(null);
  const results = useRef<HTMLElement>(null);

  const change = (next: string) => {
    setText(next);
    setList(null);
    setRefusal(next.length > REFERENCE_LIMITS.text ? tooLong : null);
  };
  const tooLong = t("tooLong", { limit: REFERENCE_LIMITS.text });
  const take = async (file: File | null | undefined) => {
    if (!file) return;
    const content = await textOf(file);
    if (content === null) setRefusal(t("unreadableFile", { name: file.name }));
    else change(content);
  };
  const drop = useDropzone({
    noClick: true,
    noKeyboard: true,
    multiple: false,
    onDrop: (files) => void take(files[0]),
  });

  const read = async () => {
    setBusy("reading");
    setRefusal(null);
    const outcome = await callAction(readReferences, workspace, { text });
    setBusy(null);
    if (!outcome.ok) {
      const isUnknown = outcome.code === "invalid" && outcome.details?.reason === "unknown_format";
      return setRefusal(isUnknown ? t("unknownFormat") : refusalWords(outcome));
    }
    const next = { ...outcome.data, ids: outcome.data.references.map(() => newId()) };
    setList(next);
    setChosen(lackingOf(next));
    // The list may be long: what was found is read first.
    window.setTimeout(() => results.current?.focus());
  };

  const add = async (read: ReadList) => {
    setBusy("adding");
    setRefusal(null);
    setDone(0);
    const sources = read.references.flatMap(({ fields }, index) => {
      const id = read.ids[index];
      return fields && id && chosen.has(index) ? [{ id, ...fields }] : [];
    });
    let made = 0;
    for (let at = 0; at < sources.length; at += IMPORTED_AT_ONCE) {
      const part = sources.slice(at, at + IMPORTED_AT_ONCE);
      const outcome = await callAction(importReferences, workspace, { sources: part });
      if (!outcome.ok) {
        setBusy(null);
        return setRefusal(refusalWords(outcome));
      }
      made += outcome.data.made;
      setDone(at + part.length);
    }
    notifications.show({ message: t("added", { count: made }), autoClose: 6000 });
    router.push(`/w/${workspace}/sources?sort=added`);
  };

  const correcting = corrected === null ? null : (list?.references[corrected]?.fields ?? null);
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      width={58}
      trail={
        <Anchor component={Link} size="sm" href={`/w/${workspace}/sources`}>
          {t("all")}
        </Anchor>
      }
    >
      <div
        {...drop.getRootProps()}
        className={styles.field}
        data-over={drop.isDragActive || undefined}
      >
        <input {...drop.getInputProps()} />
        <Textarea
          label={t("list")}
          placeholder={t("placeholder")}
          classNames={{ input: styles.text ?? "" }}
          autosize
          minRows={8}
          maxRows={16}
          spellCheck={false}
          dir="auto"
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      </div>
      <Group mt="sm" gap="xs">
        <Button
          onClick={() => void read()}
          loading={busy === "reading"}
          disabled={text.trim() === "" || text.length > REFERENCE_LIMITS.text}
        >
          {t("read")}
        </Button>
        <FileButton
          accept=".bib,.bibtex,.ris,.enw,.json,.txt,text/plain,application/json"
          onChange={(file) => void take(file)}
        >
          {(props) => (
            <Button variant="default" {...props}>
              {t("chooseFile")}
            </Button>
          )}
        </FileButton>
      </Group>
      <RefusalAlert>{refusal}</RefusalAlert>
      {list && (
        <section ref={results} tabIndex={-1} className={styles.results} aria-label={t("title")}>
          <Summary list={list} />
          <Group gap="xs" my="sm">
            <Button size="compact-sm" variant="default" onClick={() => setChosen(lackingOf(list))}>
              {t("selectAll")}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setChosen(new Set())}>
              {t("selectNone")}
            </Button>
          </Group>
          <ul className={styles.entries}>
            {list.references.map((reference, index) => (
              <Entry
                key={list.ids[index]}
                {...{ workspace, list, reference, index }}
                onCorrect={() => setCorrected(index)}
                checked={chosen.has(index)}
                onCheck={(isChosen) => {
                  const next = new Set(chosen);
                  if (isChosen) next.add(index);
                  else next.delete(index);
                  setChosen(next);
                }}
              />
            ))}
          </ul>
          <div className={styles.add}>
            <Button
              onClick={() => void add(list)}
              loading={busy === "adding"}
              disabled={chosen.size === 0}
            >
              {t("add", { count: chosen.size })}
            </Button>
            {busy === "adding" && chosen.size > IMPORTED_AT_ONCE && (
              <Progress
                className={styles.progress ?? ""}
                value={(done / chosen.size) * 100}
                aria-label={t("progress", { done, count: chosen.size })}
              />
            )}
          </div>
        </section>
      )}
      {list && correcting && (
        <ClaimSettingProvider setting={setting}>
          <CorrectDialog
            fields={correcting}
            onClose={() => setCorrected(null)}
            onDone={(fields) => {
              const references = list.references.map((reference, index) =>
                index === corrected ? { ...reference, fields } : reference,
              );
              setList({ ...list, references });
              setCorrected(null);
            }}
          />
        </ClaimSettingProvider>
      )}
    </Page>
  );
}

/** What can be made and is not in the library yet. */
function lackingOf({ references, known }: ReadReferencesView): Set<number> {
  const there = new Set(known.map(({ index }) => index));
  const lacking = [...references.keys()].filter(
    (index) => references[index]?.fields && !there.has(index),
  );
  return new Set(lacking);
}

function Summary({ list }: { list: ReadReferencesView }) {
  const t = useTranslations("reference");
  if (list.format === null) return null;
  return (
    <>
      <p className={styles.summary} role="status">
        {t("found", {
          count: list.references.length,
          format: t(`formats.${list.format}`),
          known: list.known.length,
          unreadable: list.references.filter(({ fields }) => !fields).length,
        })}
      </p>
      {list.format === "lines" && <p className={styles.summary}>{t("guessed")}</p>}
      {list.isCut && (
        <p className={styles.summary}>{t("cut", { count: list.references.length })}</p>
      )}
    </>
  );
}

interface EntryProps {
  workspace: string;
  list: ReadReferencesView;
  reference: Reference;
  index: number;
  onCorrect: () => void;
  checked: boolean;
  onCheck: (checked: boolean) => void;
}

function Entry({ workspace, list, reference, index, onCorrect, checked, onCheck }: EntryProps) {
  const t = useTranslations("reference");
  const source = useTranslations("source");
  const { fields, line, problems } = reference;
  const known = list.known.find((one) => one.index === index);
  // JSON's entries are counted, the others' lines.
  const isCounted = list.format === "csl";
  return (
    <li className={styles.entry} data-unreadable={fields === null || undefined}>
      <Checkbox
        size="xs"
        className={styles.check}
        aria-label={
          fields
            ? t("select", { title: fields.title })
            : t(isCounted ? "entryNumber" : "entryAt", { line })
        }
        disabled={fields === null}
        checked={checked}
        onChange={(event) => onCheck(event.currentTarget.checked)}
      />
      <div>
        {fields && (
          <>
            <span className={styles.title} dir="auto">
              {fields.title}
            </span>
            <span className={styles.facts}>
              <span>{source(`types.${fields.type}`)}</span>
              {[
                formatNames(fields.csl.author),
                formatDate(fields.csl.issued),
                fields.csl["container-title"] ?? fields.publisher,
                fields.url === null ? "" : new URL(fields.url).host,
              ]
                .filter(Boolean)
                .map((fact) => (
                  <span key={fact} dir="auto">
                    {fact}
                  </span>
                ))}
            </span>
          </>
        )}
        {known && (
          <span className={styles.facts}>
            {t.rich("inLibrary", {
              source: () => (
                <Link
                  href={`/w/${workspace}/sources/${known.source.id}`}
                  target="_blank"
                  dir="auto"
                  prefetch={false}
                >
                  {known.source.title}
                </Link>
              ),
            })}
          </span>
        )}
        {problems.length > 0 && (
          <ul className={styles.problems}>
            {problems.map((problem) => (
              <li key={`${problem.line}:${problem.field}:${problem.code}:${problem.text}`}>
                <Problem problem={problem} isCounted={isCounted} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {fields && (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t("correctOne", { title: fields.title })}
          onClick={onCorrect}
        >
          {t("correct")}
        </Button>
      )}
    </li>
  );
}

function Problem({ problem, isCounted }: { problem: ReferenceProblem; isCounted: boolean }) {
  const t = useTranslations("reference");
  const { code, line, field, text } = problem;
  const words = t(`problems.${code}`, { text, field: field ?? "" });
  return <span dir="auto">{t(isCounted ? "number" : "line", { line, problem: words })}</span>;
}

/** A file's text: UTF-8, else what old programs write; null for what is no text. */
async function textOf(file: File): Promise<string | null> {
  if (file.size > REFERENCE_LIMITS.text * 4) return null;
  const bytes = await file.arrayBuffer();
  for (const encoding of ["utf-8", "windows-1252"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes("\0") ? null : text;
    } catch {
      // The next encoding is tried.
    }
  }
  return null;
}
