"use client";

import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAnnotation, usePage } from "@/components/article/page/store-context";
import { useClaimSetting } from "@/components/claim/setting";
import { newId } from "@/lib/id";
import { askQuery } from "@/lib/query/actions";
import { addresseeSchema, QUERY_ADDRESSEES, type QueryAddressee } from "@/lib/query/schema";
import styles from "./query.module.css";
import { useQueryCommand } from "./use-query-command";
import { usualDate, WhenField } from "./when-field";
import { wordsOf } from "./words";

interface AskDialogProps {
  /** Null: about the article as a whole. */
  annotationId: string | null;
  onClose: () => void;
}

const OUTSIDE = "";

/** A question to somebody, about words or the article, with a date. */
export function AskDialog({ annotationId, onClose }: AskDialogProps) {
  const t = useTranslations("query");
  const { workspace } = useClaimSetting();
  const articleId = usePage((state) => state.article.id);
  const annotation = useAnnotation(annotationId);
  const run = useQueryCommand();
  const membersOf = useAddressees();
  const [kind, setKind] = useState<QueryAddressee>("author");
  const [memberId, setMemberId] = useState(membersOf("author")[0]?.id ?? OUTSIDE);
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [question, setQuestion] = useState("");
  const [wantedBy, setWantedBy] = useState(usualDate);
  const [busy, setBusy] = useState(false);
  const [id] = useState(newId);
  const members = membersOf(kind);
  const addressee = addresseeSchema.safeParse(
    memberId === OUTSIDE ? { kind, name, email } : { kind, memberId },
  );
  const isReady = addressee.success && question.trim() !== "";

  const submit = async () => {
    if (!addressee.success || !isReady || busy) return;
    setBusy(true);
    const asked = await run(id, () =>
      askQuery(workspace, {
        id,
        articleId,
        annotationId,
        addressee: addressee.data,
        question,
        wantedBy,
      }),
    );
    setBusy(false);
    if (asked) onClose();
  };

  return (
    <Modal opened onClose={onClose} title={t("askForm.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          <p className={styles.words} dir="auto">
            {annotation ? `“${wordsOf(annotation)}”` : t("onArticle")}
          </p>
          <NativeSelect
            label={t("askForm.kind")}
            value={kind}
            data={QUERY_ADDRESSEES.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            onChange={(event) => {
              const next = QUERY_ADDRESSEES.find((each) => each === event.currentTarget.value);
              if (!next) return;
              setKind(next);
              setMemberId(membersOf(next)[0]?.id ?? OUTSIDE);
            }}
          />
          {members.length > 0 && (
            <NativeSelect
              label={t("askForm.who")}
              value={memberId}
              data={[
                ...members.map((member) => ({ value: member.id, label: member.name })),
                { value: OUTSIDE, label: t("askForm.outside") },
              ]}
              onChange={(event) => setMemberId(event.currentTarget.value)}
            />
          )}
          {memberId === OUTSIDE && (
            <>
              <TextInput
                label={t("askForm.name")}
                required
                maxLength={200}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <TextInput
                label={t("askForm.email")}
                type="email"
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
              />
            </>
          )}
          <Textarea
            label={t("askForm.question")}
            required
            autosize
            minRows={2}
            maxLength={4_000}
            data-autofocus
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void submit();
            }}
          />
          <WhenField label={t("askForm.wantedBy")} value={wantedBy} onChange={setWantedBy} />
          <Group gap="xs">
            <Button type="submit" loading={busy} disabled={!isReady}>
              {t("askForm.submit")}
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

/** The members who can be asked as the author or as an editor. */
function useAddressees(): (kind: QueryAddressee) => readonly { id: string; name: string }[] {
  const { members } = useClaimSetting();
  const people = usePage((state) => state.people);
  return (kind) => {
    switch (kind) {
      case "author":
        return people
          .filter(({ ties }) => ties.includes("author"))
          .map(({ memberId, name }) => ({ id: memberId, name }));
      case "editor":
        return members.filter(({ role }) => role === "editor" || role === "admin");
      default:
        return [];
    }
  };
}
