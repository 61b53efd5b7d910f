"use client";

import { Anchor, Button, Group, Modal } from "@mantine/core";
import { IconArrowMerge, IconExternalLink, IconPencil } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useId, useState } from "react";
import "@/components/article/reading/state-colours.css";
import { SourcingIcon } from "@/components/annotation/annotation-card";
import { StateWord } from "@/components/annotation/state-mark";
import {
  type ClaimSetting,
  ClaimSettingProvider,
  useClaimSetting,
} from "@/components/claim/setting";
import { useLiveRefresh } from "@/components/live/use-live-refresh";
import { HistoryPages } from "@/components/review/history-pages";
import { Empty } from "@/components/ui/empty";
import { Fold } from "@/components/ui/fold";
import { Page } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import { callAction } from "@/components/ui/use-action";
import { editSource, sourceHistory } from "@/lib/source/actions";
import { CSL_VARIABLES, textsOf } from "@/lib/source/csl-text";
import type { EditSource, SourceView } from "@/lib/source/schema";
import type { RestingCitation, SourcePageView } from "@/lib/source/schema-library";
import { FIELDS_OF_TYPE } from "@/lib/source/source-type";
import styles from "./library.module.css";
import { MergeDialog } from "./merge-dialog";
import { SourceDialog } from "./source-dialog";
import { SourceFacts } from "./source-line";
import { SourcePicker } from "./source-picker";
import { StanceWord } from "./stance-mark";

interface SourcePageProps {
  setting: ClaimSetting;
  view: SourcePageView;
  /** Where the workspace's log stood before the source was read. */
  position: string;
}

/** A source, what rests on it, and what was done to it. */
export function SourcePage({ setting, view, position }: SourcePageProps) {
  const { workspace } = setting;
  const t = useTranslations("source.page");
  const source = useTranslations("source");
  const router = useRouter();
  const [open, setOpen] = useState<"edit" | "find" | null>(null);
  const [other, setOther] = useState<SourceView | null>(null);
  useLiveRefresh(
    ({ subject, claimId }) =>
      subject === "source" ||
      subject === "citation" ||
      view.citations.some(({ claim }) => claim.id === claimId),
    position,
  );
  const { title, url, createdAt } = view.source;
  const save = async (edit: EditSource) => {
    const outcome = await callAction(editSource, workspace, edit);
    if (outcome.ok) router.refresh();
    return outcome;
  };
  return (
    <ClaimSettingProvider setting={setting}>
      <Page
        width={68}
        trail={
          view.can.history && (
            <Anchor component={Link} size="sm" href={`/w/${workspace}/sources`}>
              {t("all")}
            </Anchor>
          )
        }
        title={<span dir="auto">{title}</span>}
        lead={
          <>
            {source(`types.${view.source.type}`)} · <SourceFacts source={view.source} /> ·{" "}
            {t.rich("made", { time: () => <Time at={createdAt} /> })}
          </>
        }
        actions={
          <Group gap="xs">
            {url !== null && (
              <Button
                component="a"
                href={url}
                target="_blank"
                rel="noreferrer noopener"
                variant="default"
                leftSection={<IconExternalLink size={16} aria-hidden="true" />}
              >
                {t("visit")}
              </Button>
            )}
            {view.can.merge && (
              <Button
                variant="default"
                leftSection={<IconArrowMerge size={16} aria-hidden="true" />}
                onClick={() => setOpen("find")}
              >
                {t("merge")}
              </Button>
            )}
            {view.can.edit && (
              <Button
                leftSection={<IconPencil size={16} aria-hidden="true" />}
                onClick={() => setOpen("edit")}
              >
                {t("edit")}
              </Button>
            )}
          </Group>
        }
      >
        <div className={styles.columns}>
          <div>
            <Claims citations={view.citations} />
            <Articles articles={view.articles} />
          </div>
          <div>
            <Fields view={view} />
            <Likely likely={view.likely} onMerge={view.can.merge ? setOther : null} />
            {view.can.history && (
              <Fold title={t("history")}>
                {() => <History key={view.source.revision} id={view.source.id} />}
              </Fold>
            )}
          </div>
        </div>
      </Page>
      {open === "edit" && (
        <SourceDialog source={view.source} save={save} onClose={() => setOpen(null)} />
      )}
      {open === "find" && (
        <FindOther
          exceptId={view.source.id}
          onClose={() => setOpen(null)}
          onPick={(picked) => {
            setOpen(null);
            setOther(picked);
          }}
        />
      )}
      {other && (
        <MergeDialog
          sources={[view.source, other]}
          onClose={() => setOther(null)}
          onMerged={(kept) => {
            setOther(null);
            if (kept.id === view.source.id) router.refresh();
            else router.replace(`/w/${workspace}/sources/${kept.id}`);
          }}
        />
      )}
    </ClaimSettingProvider>
  );
}

function Claims({ citations }: { citations: readonly RestingCitation[] }) {
  const t = useTranslations("source.page");
  const source = useTranslations("source");
  const annotation = useTranslations("annotation");
  const { workspace } = useClaimSetting();
  const heading = useId();
  const count = new Set(citations.map(({ claim }) => claim.id)).size;
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h2 className={styles.heading} id={heading}>
        {t("claims", { count })}
      </h2>
      {citations.length === 0 && <Empty title={t("claimsText")} />}
      <ul className={styles.list}>
        {citations.map(({ id, claim, stance, quote, locator, seen, through }) => (
          <li key={id}>
            <Link
              className={styles.claim}
              href={`/w/${workspace}/claims/${claim.id}`}
              prefetch={false}
              dir="auto"
            >
              {claim.statement}
            </Link>
            <p className={styles.facts}>
              <StanceWord stance={stance} />
              <StateWord state={claim.status} />
              <span className={styles.sourcing}>
                <SourcingIcon sourcing={claim.sourcing} />
                {annotation(`sourcing.${claim.sourcing}`)}
              </span>
              {locator && (
                <span>{source(`locators.${locator.type}`, { value: locator.value })}</span>
              )}
              {!seen && <span>{t("unseen")}</span>}
              {through && (
                <Link href={`/w/${workspace}/sources/${through.id}`}>
                  {t("through", { title: through.title })}
                </Link>
              )}
            </p>
            {quote !== "" && (
              <blockquote className={styles.quote} dir="auto">
                {quote}
              </blockquote>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Articles({ articles }: Pick<SourcePageView, "articles">) {
  const t = useTranslations("source.page");
  const { workspace } = useClaimSetting();
  const heading = useId();
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h2 className={styles.heading} id={heading}>
        {t("articles", { count: articles.length })}
      </h2>
      <ul className={styles.list}>
        {articles.map(({ id, headline, claims }) => (
          <li key={id}>
            <Link
              className={styles.claim}
              href={`/w/${workspace}/articles/${id}`}
              prefetch={false}
              dir="auto"
            >
              {headline}
            </Link>
            <p className={styles.facts}>{t("articleClaims", { count: claims })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fields({ view }: { view: SourcePageView }) {
  const t = useTranslations("source");
  const { workspace } = useClaimSetting();
  const heading = useId();
  const { type, csl, publisher, url, language, notes, primacy } = view.source;
  const texts = textsOf(csl);
  const fitting: readonly (typeof CSL_VARIABLES)[number][] = FIELDS_OF_TYPE[type];
  const variables = [...new Set([...fitting, ...CSL_VARIABLES])].filter(
    (variable) => texts[variable] !== undefined,
  );
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h2 className={styles.heading} id={heading}>
        {t("page.fields")}
      </h2>
      <dl className={styles.fields}>
        <dt>{t("fields.primacy")}</dt>
        <dd>{t(`primaryShort.${primacy}`)}</dd>
        {publisher && (
          <>
            <dt>{t("fields.publisher")}</dt>
            <dd dir="auto">{publisher.name}</dd>
          </>
        )}
        {url !== null && (
          <>
            <dt>{t("fields.url")}</dt>
            <dd dir="ltr">{url}</dd>
          </>
        )}
        {variables.map((variable) => (
          <div key={variable} style={{ display: "contents" }}>
            <dt>{variable === "author" ? t(`authors.${type}`) : t(`csl.${variable}`)}</dt>
            <dd dir="auto">{texts[variable]}</dd>
          </div>
        ))}
        {language !== "" && (
          <>
            <dt>{t("page.language")}</dt>
            <dd>{language}</dd>
          </>
        )}
        {notes !== "" && (
          <>
            <dt>{t("page.notes")}</dt>
            <dd dir="auto">{notes}</dd>
          </>
        )}
        {view.origin && (
          <>
            <dt>{t("page.repeats")}</dt>
            <dd dir="auto">
              <Link href={`/w/${workspace}/sources/${view.origin.id}`}>{view.origin.title}</Link>
            </dd>
          </>
        )}
        {view.repeats.length > 0 && (
          <>
            <dt>{t("page.repeatedBy")}</dt>
            <dd dir="auto">
              {view.repeats.map(({ id, title }) => (
                <div key={id}>
                  <Link href={`/w/${workspace}/sources/${id}`}>{title}</Link>
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

interface LikelyProps extends Pick<SourcePageView, "likely"> {
  onMerge: ((source: SourceView) => void) | null;
}

function Likely({ likely, onMerge }: LikelyProps) {
  const t = useTranslations("source.page");
  const { workspace } = useClaimSetting();
  const heading = useId();
  if (likely.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h2 className={styles.heading} id={heading}>
        {t("likely")}
      </h2>
      <ul className={styles.list}>
        {likely.map((source) => (
          <li key={source.id}>
            <Link className={styles.claim} href={`/w/${workspace}/sources/${source.id}`} dir="auto">
              {source.title}
            </Link>
            <p className={styles.facts}>
              <SourceFacts source={source} />
              {onMerge && (
                <Anchor component="button" type="button" size="xs" onClick={() => onMerge(source)}>
                  {t("mergeThis")}
                </Anchor>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FindOtherProps {
  exceptId: string;
  onClose: () => void;
  onPick: (source: SourceView) => void;
}

/** Finds the source that is the same as this one. */
function FindOther({ exceptId, onClose, onPick }: FindOtherProps) {
  const t = useTranslations("source.merge");
  const [query, setQuery] = useState("");
  return (
    <Modal opened onClose={onClose} title={t("title")} size="lg">
      <SourcePicker
        label={t("find")}
        query={query}
        onQuery={setQuery}
        exceptId={exceptId}
        autoFocus
        onPick={onPick}
      />
    </Modal>
  );
}

function History({ id: sourceId }: { id: string }) {
  const { workspace } = useClaimSetting();
  const read = useCallback(
    (from: { before?: string }) => callAction(sourceHistory, workspace, { sourceId, ...from }),
    [workspace, sourceId],
  );
  return <HistoryPages read={read} />;
}
