"use client";

import { Button, Checkbox, CopyButton, Modal, NativeSelect, Stack, Textarea } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { usePage, usePageActions } from "@/components/article/page/store-context";
import { useClaimSetting } from "@/components/claim/setting";
import { useAction } from "@/components/ui/use-action";
import type { QueryView } from "@/lib/query/schema";
import { isOpen, standingOf } from "@/lib/query/status";
import { makeQueryLink } from "@/lib/query-link/actions";
import { LINK_DAYS } from "@/lib/query-link/schema";
import { addresseeName, wordsOf } from "./words";

/** The open queries to one addressee as an e-mail in plain text, to be copied. */
export function EmailDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("query.email");
  const { workspace } = useClaimSetting();
  const { putQueries } = usePageActions();
  const all = usePage((state) => state.queries);
  const groups = grouped([...all.values()].filter(isOpen));
  const [key, setKey] = useState(groups[0]?.key ?? "");
  const [links, setLinks] = useState<ReadonlyMap<string, string>>(new Map());
  const { run, busy } = useAction(makeQueryLink);
  const group = groups.find((each) => each.key === key) ?? groups[0];
  const text = useEmailText()(group?.queries ?? [], links.get(key) ?? null);
  const isOutside = group?.queries[0]?.addressee.member === null;
  const addLink = async () => {
    if (!group) return;
    const queryIds = group.queries.map(({ id }) => id);
    const outcome = await run(workspace, { queryIds, days: LINK_DAYS });
    if (!outcome.ok) return;
    putQueries(outcome.data.queries);
    setLinks((known) => new Map([...known, [group.key, outcome.data.link]]));
  };
  return (
    <Modal opened onClose={onClose} title={t("title")} size="lg">
      {group ? (
        <Stack gap="sm">
          <NativeSelect
            label={t("to")}
            value={group.key}
            data={groups.map((each) => ({ value: each.key, label: each.label }))}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          {isOutside && (
            <Checkbox
              label={t("withLink")}
              checked={links.has(group.key)}
              disabled={busy || links.has(group.key)}
              onChange={() => void addLink()}
            />
          )}
          <Textarea
            label={t("text")}
            value={text}
            readOnly
            autosize
            minRows={8}
            maxRows={20}
            dir="auto"
          />
          <CopyButton value={text} timeout={2000}>
            {({ copied, copy }) => (
              <Button
                onClick={copy}
                leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              >
                {copied ? t("copied") : t("copyButton")}
              </Button>
            )}
          </CopyButton>
        </Stack>
      ) : (
        t("none")
      )}
    </Modal>
  );
}

interface Group {
  key: string;
  label: string;
  queries: QueryView[];
}

/** By addressee, the first asked first. */
function grouped(queries: readonly QueryView[]): Group[] {
  const groups = new Map<string, Group>();
  for (const query of queries) {
    const { kind, member, name, email } = query.addressee;
    const key = JSON.stringify([kind, member?.id, name, email]);
    const group = groups.get(key);
    if (group) group.queries.push(query);
    else groups.set(key, { key, label: addresseeName(query), queries: [query] });
  }
  return [...groups.values()];
}

/** The e-mail: whom it goes to, each passage with its question and date, and the link. */
function useEmailText(): (queries: readonly QueryView[], link: string | null) => string {
  const t = useTranslations("query.email");
  const format = useFormatter();
  const now = useNow();
  const headline = usePage((state) => state.article.headline);
  const annotations = usePage((state) => state.annotations);
  return (queries, link) => {
    const [first] = queries;
    if (!first) return "";
    const count = queries.length;
    const name = addresseeName(first);
    const { email } = first.addressee;
    const asked = queries.map((query, index) => {
      const annotation = annotations.get(query.annotationId ?? "");
      const date = format.dateTime(new Date(query.wantedBy), {
        dateStyle: "long",
        timeStyle: "short",
      });
      return [
        t("question", { number: index + 1, question: query.question }),
        ...(annotation ? [t("passage", { words: wordsOf(annotation) })] : []),
        ...(standingOf(query, now) === "asked" ? [t("wantedBy", { date })] : []),
      ].join("\n");
    });
    const parts = [
      [t("recipient", { to: email || name }), t("subject", { count, headline })].join("\n"),
      t("greeting", { name }),
      t("lead", { count }),
      ...asked,
      ...(link === null ? [] : [`${t("link")}\n${link}`]),
    ];
    return `${parts.join("\n\n")}\n`;
  };
}
