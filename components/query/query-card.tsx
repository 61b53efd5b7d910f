"use client";

import { ActionIcon, Anchor, Badge, Button, Menu, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDots, IconQuote } from "@tabler/icons-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { useAnnotation, useClaimOf } from "@/components/article/page/store-context";
import { useClaimSetting } from "@/components/claim/setting";
import { citationDraftSchema, EMPTY_CITATION } from "@/components/source/citation-draft";
import { emptySource } from "@/components/source/source-choice";
import { Time } from "@/components/ui/time";
import { UndoNotice } from "@/components/ui/undo-notice";
import { useDraft } from "@/components/ui/use-draft";
import { newId } from "@/lib/id";
import {
  answerQuery,
  giveUpQuery,
  restoreQuery,
  waitOnQuery,
  withdrawQuery,
} from "@/lib/query/actions";
import type { AnswerView, QueryView } from "@/lib/query/schema";
import { isPossible, type QueryMove, standingOf } from "@/lib/query/status";
import { AnswerForm } from "./answer-form";
import { PostponeForm, RewordForm } from "./change-form";
import { LinkDialog } from "./link-dialog";
import { LinkList } from "./link-list";
import styles from "./query.module.css";
import { ReopenForm, RuleForm } from "./rule-form";
import { Standing } from "./standing";
import { useQueryCommand } from "./use-query-command";
import { addresseeName, wordsOf } from "./words";

interface QueryCardProps {
  query: QueryView;
  /** Shows the words that it is about, where it stands beside queries about others. */
  onShow?: (annotationId: string) => void;
}

type Doing = "answer" | "rule" | "reopen" | "reword" | "postpone" | "link" | null;

/** A query: whom it asks what until when, what was answered, and what was ruled. */
export function QueryCard({ query, onShow }: QueryCardProps) {
  const t = useTranslations("query");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const [doing, setDoing] = useState<Doing>(null);
  const standing = standingOf(query, now);
  const name = addresseeName(query);
  const may = (move: QueryMove) => isPossible(move, query, now);
  const isOutside = query.addressee.member === null;
  const close = () => setDoing(null);
  return (
    <article className={styles.card} aria-label={t("query", { name })}>
      <div className={styles.head}>
        <div>
          <p>
            {t.rich("to", {
              name,
              kind: query.addressee.kind,
              b: (chunks) => <strong>{chunks}</strong>,
            })}
          </p>
          <Standing standing={standing} />
        </div>
        {query.can.change && standing !== "ruled" && <More query={query} onChoose={setDoing} />}
      </div>
      {onShow && <About query={query} onShow={onShow} />}
      <p className={styles.question} dir="auto">
        {query.question}
      </p>
      <p className={styles.facts}>
        {t.rich("askedBy", { name: query.askedBy.name, time: () => <Time at={query.askedAt} /> })}
        {" · "}
        {t("wantedBy", {
          date: format.dateTime(new Date(query.wantedBy), {
            dateStyle: "medium",
            timeStyle: "short",
          }),
        })}
      </p>
      {query.answers.map((answer) => (
        <Answer key={answer.id} query={query} answer={answer} />
      ))}
      <Ruling query={query} />
      <LinkList query={query} />
      {doing === "answer" && <MemberAnswer query={query} onClose={close} />}
      {doing === "rule" && <RuleForm query={query} onClose={close} />}
      {doing === "reopen" && <ReopenForm query={query} onClose={close} />}
      {doing === "reword" && <RewordForm query={query} onClose={close} />}
      {doing === "postpone" && <PostponeForm query={query} onClose={close} />}
      {doing === "link" && <LinkDialog query={query} onClose={close} />}
      {(doing === null || doing === "link") && (
        <div className={styles.buttons}>
          {query.can.answer && may("answer") && (
            <Button size="compact-sm" variant="light" onClick={() => setDoing("answer")}>
              {isOutside ? t("writeDown") : t("answer")}
            </Button>
          )}
          {query.can.rule && may("rule") && (
            <Button size="compact-sm" onClick={() => setDoing("rule")}>
              {t("rule")}
            </Button>
          )}
          {query.can.rule && may("reopen") && (
            <Button size="compact-sm" variant="default" onClick={() => setDoing("reopen")}>
              {t("reopen")}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

function About({ query, onShow }: Required<QueryCardProps>) {
  const t = useTranslations("query");
  const annotation = useAnnotation(query.annotationId);
  if (!annotation) return <p className={styles.facts}>{t("onArticle")}</p>;
  return (
    <UnstyledButton
      className={styles.words}
      title={t("show")}
      onClick={() => onShow(annotation.id)}
      dir="auto"
    >
      “{wordsOf(annotation)}”
    </UnstyledButton>
  );
}

function More({ query, onChoose }: { query: QueryView; onChoose: (doing: Doing) => void }) {
  const t = useTranslations("query");
  const { workspace } = useClaimSetting();
  const run = useQueryCommand();
  const now = useNow();
  const may = (move: QueryMove) => isPossible(move, query, now);
  // The form that was chosen has the focus, not the button that the menu came from.
  const [opensForm, setOpensForm] = useState(false);
  const choose = (doing: Doing) => () => {
    setOpensForm(true);
    onChoose(doing);
  };
  const { id, revision } = query;
  const seen = { queryId: id, revision };
  const withdraw = async () => {
    const withdrawn = await run(id, () => withdrawQuery(workspace, seen));
    if (withdrawn !== null) return;
    const notice = `withdrawn-${id}`;
    const undo = () => {
      notifications.hide(notice);
      void run(id, () => restoreQuery(workspace, { queryId: id }));
    };
    notifications.show({
      id: notice,
      message: (
        <UndoNotice undo={t("undo")} onUndo={undo}>
          {t("withdrawn")}
        </UndoNotice>
      ),
    });
  };
  return (
    <Menu
      position="bottom-end"
      withinPortal
      returnFocus={!opensForm}
      onOpen={() => setOpensForm(false)}
    >
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("more")}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {query.addressee.member === null && (
          <Menu.Item onClick={choose("link")}>{t("link")}</Menu.Item>
        )}
        {may("reword") && query.links.length === 0 && (
          <Menu.Item onClick={choose("reword")}>{t("reword")}</Menu.Item>
        )}
        <Menu.Item onClick={choose("postpone")}>{t("postpone")}</Menu.Item>
        {may("give_up") && (
          <Menu.Item onClick={() => void run(id, () => giveUpQuery(workspace, seen))}>
            {t("giveUp")}
          </Menu.Item>
        )}
        {may("wait_on") && (
          <Menu.Item onClick={() => void run(id, () => waitOnQuery(workspace, seen))}>
            {t("waitOn")}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item color="red" onClick={() => void withdraw()}>
          {t("withdraw")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Answer({ query, answer }: { query: QueryView; answer: AnswerView }) {
  const t = useTranslations("query");
  const name = addresseeName(query);
  const isWrittenDown = answer.by !== null && query.addressee.member === null;
  const source = answer.sourceTitle || answer.sourceUrl;
  return (
    <div className={styles.answer}>
      <p className={styles.facts}>
        {t.rich(isWrittenDown ? "wroteDown" : "answeredBy", {
          name: isWrittenDown ? name : (answer.by?.name ?? name),
          by: answer.by?.name ?? "",
          b: (chunks) => <strong>{chunks}</strong>,
          time: () => <Time at={answer.at} />,
        })}{" "}
        {answer.isLate && (
          <Badge size="xs" tt="none" variant="light" color="orange">
            {t("late")}
          </Badge>
        )}
      </p>
      {answer.body !== "" && (
        <p className={styles.said} dir="auto">
          {answer.body}
        </p>
      )}
      {(source !== "" || answer.sourceQuote !== "") && (
        <div className={styles.source}>
          <p className={styles.facts}>{t("source")}</p>
          {answer.sourceUrl !== "" ? (
            <Anchor href={answer.sourceUrl} target="_blank" rel="noreferrer noopener" size="sm">
              {source}
            </Anchor>
          ) : (
            <span dir="auto">{source}</span>
          )}
          {answer.sourceQuote !== "" && (
            <p className={styles.quote} dir="auto">
              “{answer.sourceQuote}”
            </p>
          )}
          <CiteIt query={query} answer={answer} />
        </div>
      )}
    </div>
  );
}

/** Puts the answer's source into the claim's citation form, for the checker to look at and cite. */
function CiteIt({ query, answer }: { query: QueryView; answer: AnswerView }) {
  const t = useTranslations("query");
  const { me } = useClaimSetting();
  const claim = useClaimOf(useAnnotation(query.annotationId));
  const draft = useDraft(
    `${me.memberId}:${claim?.id ?? ""}:citation`,
    citationDraftSchema,
    EMPTY_CITATION,
  );
  if (!claim?.can.cite) return null;
  const cite = () => {
    draft.set({
      ...EMPTY_CITATION,
      source: {
        from: "new",
        source: {
          ...emptySource({ url: answer.sourceUrl }),
          title: answer.sourceTitle || answer.sourceUrl,
        },
      },
      quote: answer.sourceQuote,
      seen: false,
    });
    notifications.show({ message: t("citing") });
  };
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconQuote size={13} aria-hidden="true" />}
      onClick={cite}
    >
      {t("cite")}
    </Button>
  );
}

function Ruling({ query }: { query: QueryView }) {
  const t = useTranslations("query");
  const { ruling } = query;
  if (!ruling) return null;
  return (
    <div className={styles.ruling}>
      <p className={styles.facts}>
        {t.rich("ruled", { name: ruling.by.name, time: () => <Time at={ruling.at} /> })}
      </p>
      <p>
        <strong>{t(`rulings.${ruling.ruling}`)}</strong>
      </p>
      {ruling.wording !== "" && (
        <p className={styles.quote} dir="auto">
          “{ruling.wording}”
        </p>
      )}
      {ruling.note !== "" && <p dir="auto">{ruling.note}</p>}
    </div>
  );
}

function MemberAnswer({ query, onClose }: { query: QueryView; onClose: () => void }) {
  const t = useTranslations("query");
  const { workspace } = useClaimSetting();
  const run = useQueryCommand();
  const [id] = useState(newId);
  const isOutside = query.addressee.member === null;
  return (
    <AnswerForm
      label={isOutside ? t("writeDown") : t("answer")}
      submit={isOutside ? t("answerForm.writeDown") : t("answerForm.submit")}
      autoFocus
      onRefusal={() => ""}
      onDone={onClose}
      send={async (answer) => {
        const seen = { queryId: query.id, revision: query.revision };
        const sent = await run(query.id, () => answerQuery(workspace, { id, ...seen, answer }));
        return sent ? { ok: true, data: sent } : { ok: false, code: "failed" };
      }}
    >
      <Button size="compact-md" variant="default" onClick={onClose}>
        {t("cancel")}
      </Button>
    </AnswerForm>
  );
}
