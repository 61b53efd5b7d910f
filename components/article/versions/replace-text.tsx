"use client";

import { Alert, Button, FileButton, SegmentedControl, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck, IconFileUpload } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Material } from "@/components/article/editor/upload";
import { ACCEPTED_FILES, AddressForm, Reading } from "@/components/article/import/bring-in";
import { Warnings } from "@/components/article/import/remarks";
import { Page } from "@/components/ui/page";
import { RefusalAlert } from "@/components/ui/refusal";
import type { ImportWarning } from "@/lib/article/import/draft";
import type { ReplacementSetting } from "@/lib/version/schema";
import { COMPARISON_VIEWS, ComparisonText, type ComparisonView } from "./comparison-text";
import { EffectWords } from "./effect-words";
import { versionsPath } from "./paths";
import styles from "./replace-text.module.css";
import type { Replacement } from "./replacement";
import { Trail } from "./trail";
import { useReplacement } from "./use-replacement";

interface ReplaceTextProps {
  workspace: string;
  articleId: string;
  setting: ReplacementSetting;
}

/** A new text in the place of the current one: what it would change is seen before it is saved. */
export function ReplaceText({ workspace, articleId, setting }: ReplaceTextProps) {
  const t = useTranslations("article.versions.replace");
  const router = useRouter();
  const { currentVersion } = setting;
  const state = useReplacement({
    workspace,
    articleId,
    baseVersion: currentVersion,
    onSaved: ({ number }) => {
      notifications.show({ message: t("saved", { number }) });
      router.push(versionsPath(workspace, articleId));
    },
  });
  const { reading, replacement, refusal } = state;
  return (
    <Page
      width={replacement?.preview.effect ? 76 : 46}
      trail={<Trail workspace={workspace} articleId={articleId} here={t("short")} {...setting} />}
      title={t("title")}
      lead={t("lead")}
    >
      {refusal && (
        <div className={styles.refusal}>
          <RefusalAlert>
            <strong>{refusal.title}.</strong> {refusal.words}
          </RefusalAlert>
        </div>
      )}
      <div className={styles.stage}>
        {!replacement ? (
          <WaysIn setting={setting} onRead={state.read} />
        ) : replacement.preview.effect === null ? (
          <Same replacement={replacement} number={currentVersion} onOther={state.startAnew} />
        ) : (
          <Preview
            workspace={workspace}
            setting={setting}
            replacement={replacement}
            busy={state.busy}
            onSave={state.save}
            onOther={state.startAnew}
          />
        )}
        {reading && <Reading {...reading} onCancel={state.cancel} />}
      </div>
    </Page>
  );
}

interface WaysInProps {
  setting: ReplacementSetting;
  onRead: (material: Material) => void;
}

/** The address it came from, a file, or what is pasted. */
function WaysIn({ setting, onRead }: WaysInProps) {
  const t = useTranslations("article.versions.replace");
  const bring = useTranslations("article.import.bring");
  const [text, setText] = useState("");
  return (
    <div className={styles.ways}>
      <AddressForm
        label={t("address")}
        send={t("fetch")}
        initial={setting.sourceUrl ?? ""}
        onAddress={(address) => onRead({ kind: "address", text: address })}
      />
      <div>
        <p className={styles.label}>{t("file")}</p>
        <p className={styles.hint}>{t("fileHint")}</p>
        <FileButton
          accept={ACCEPTED_FILES}
          onChange={(file) => file && onRead({ kind: "file", file })}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<IconFileUpload size={18} aria-hidden />}
            >
              {bring("choose")}
            </Button>
          )}
        </FileButton>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onRead({ kind: "text", text });
        }}
      >
        <Textarea
          label={t("paste")}
          description={t("pasteHint")}
          autosize
          minRows={4}
          maxRows={12}
          dir={setting.direction}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onPaste={(event) => {
            const html = event.clipboardData.getData("text/html");
            if (html === "" || text !== "") return;
            event.preventDefault();
            onRead({ kind: "html", text: html });
          }}
        />
        <Button type="submit" variant="default" mt="xs" disabled={text.trim() === ""}>
          {t("read")}
        </Button>
      </form>
    </div>
  );
}

interface SameProps {
  replacement: Replacement;
  number: number;
  onOther: () => void;
}

function Same({ replacement, number, onOther }: SameProps) {
  const t = useTranslations("article.versions.replace");
  return (
    <Alert role="status" color="green" icon={<IconCheck aria-hidden />} title={t("sameTitle")}>
      <p className={styles.same}>{t("same", { name: replacement.name, number })}</p>
      <Button variant="default" size="compact-sm" onClick={onOther}>
        {t("other")}
      </Button>
    </Alert>
  );
}

/** The article keeps its language, and the file's comments are not brought along. */
function isOfText(warning: ImportWarning): boolean {
  return warning !== "language_guessed" && warning !== "comment_detached";
}

interface PreviewProps {
  workspace: string;
  setting: ReplacementSetting;
  replacement: Replacement;
  busy: boolean;
  onSave: (note: string) => void;
  onOther: () => void;
}

/** What would change in the text, and what would become of the highlights. */
function Preview({ workspace, setting, replacement, busy, onSave, onOther }: PreviewProps) {
  const t = useTranslations("article.versions");
  const [note, setNote] = useState("");
  const [view, setView] = useState<ComparisonView>("inline");
  const { currentVersion, language, direction } = setting;
  const { effect, rows } = replacement.preview;
  return (
    <>
      <section className={styles.summary} aria-labelledby="replacement-summary">
        <h2 id="replacement-summary" className={styles.heading}>
          {t("replace.previewTitle")}
        </h2>
        <p className={styles.hint}>{t("replace.source", { name: replacement.name })}</p>
        {effect && (
          <p className={styles.effect}>
            <IconAlertTriangle
              size={17}
              aria-hidden
              data-calm={effect.recheck + effect.orphaned === 0 || undefined}
            />
            <EffectWords effect={effect} />
          </p>
        )}
        <Warnings warnings={replacement.draft.warnings.filter(isOfText)} />
        <form
          className={styles.save}
          onSubmit={(event) => {
            event.preventDefault();
            onSave(note);
          }}
        >
          <Textarea
            label={t("replace.note")}
            placeholder={t("replace.notePlaceholder")}
            autosize
            maxRows={6}
            maxLength={1_000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <div className={styles.buttons}>
            <Button variant="default" onClick={onOther} disabled={busy}>
              {t("replace.other")}
            </Button>
            <Button type="submit" loading={busy}>
              {t("replace.save", { number: currentVersion + 1 })}
            </Button>
          </div>
        </form>
      </section>
      <SegmentedControl
        size="xs"
        mb="md"
        aria-label={t("compare.view")}
        value={view}
        data={COMPARISON_VIEWS.map((value) => ({ value, label: t(`compare.${value}`) }))}
        onChange={(value) => {
          const chosen = COMPARISON_VIEWS.find((known) => known === value);
          if (chosen) setView(chosen);
        }}
      />
      <ComparisonText
        workspace={workspace}
        rows={rows}
        view={view}
        language={language}
        direction={direction}
        names={{
          older: t("replace.current", { number: currentVersion }),
          newer: t("replace.new"),
        }}
      />
    </>
  );
}
