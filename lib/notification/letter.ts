import "server-only";
import { createFormatter, createTranslator } from "use-intl/core";
import { origin } from "@/lib/env";
import type { Letter } from "@/lib/mail/transport";
import { messages } from "@/lib/messages/en";
import { notificationPath } from "./path";
import type { NotificationView } from "./schema";
import { sentenceValues } from "./sentence";

const locale = "en-GB";
const t = createTranslator({ locale, messages, namespace: "notification" });
const format = createFormatter({
  locale,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

interface Told {
  id: string;
  to: { name: string; address: string };
  workspace: { name: string; slug: string };
  items: readonly NotificationView[];
  /** How much more there is than is told. */
  more: number;
}

/** The e-mail that tells a member of some things: the words of the pages, as text and as HTML. */
export function writeLetter({ id, to, workspace, items, more }: Told): Letter {
  const url = (path: string) => `${origin()}${path}`;
  const base = `/w/${workspace.slug}/notifications`;
  const entries = items.map((item) => ({
    sentence: sentenceOf(item),
    lines: linesOf(item),
    url: url(notificationPath(workspace.slug, item)),
  }));
  const [first] = items;
  const subject =
    first && items.length + more === 1
      ? [sentenceOf(first), first.article?.headline].filter(Boolean).join(" · ")
      : t("mail.subject", { count: items.length + more, workspace: workspace.name });
  const rest = more > 0 ? t("mail.more", { count: more }) : null;
  const settingsUrl = url(`${base}/settings`);
  const why = t("mail.why", { workspace: workspace.name });
  const text = [
    ...entries.map(({ sentence, lines, url: link }) => [sentence, ...lines, link].join("\n")),
    ...(rest === null ? [] : [`${rest}\n${url(base)}`]),
    `-- \n${why}\n${settingsUrl}`,
  ].join("\n\n");
  const html = [
    '<div style="max-width:36rem;font:16px/1.5 Georgia,serif;color:#1d1b18">',
    ...entries.map(
      ({ sentence, lines, url: link }) =>
        `<p style="margin:0 0 1.25em"><a href="${escapeHtml(link)}" style="color:#23527c"><strong>${escapeHtml(sentence)}</strong></a>${lines.map((line) => `<br>${escapeHtml(line)}`).join("")}</p>`,
    ),
    ...(rest === null ? [] : [`<p><a href="${escapeHtml(url(base))}">${escapeHtml(rest)}</a></p>`]),
    `<p style="font:13px/1.5 sans-serif;color:#6b675f">${escapeHtml(why)} <a href="${escapeHtml(settingsUrl)}" style="color:#6b675f">${escapeHtml(t("mail.settings"))}</a></p>`,
    "</div>",
  ].join("\n");
  return { id, to, subject: oneLine(subject), text, html, settingsUrl };
}

function sentenceOf(item: NotificationView): string {
  return oneLine(t.markup(`sentence.${item.kind}`, { ...sentenceValues(item), b: (name) => name }));
}

function linesOf({ words, claim, count, article, wantedBy }: NotificationView): string[] {
  const statement = claim && t("claim", { number: claim.number, statement: claim.statement });
  const about =
    statement === null || count === 1
      ? statement
      : t("andMore", { first: statement, more: count - 1 });
  const wanted =
    wantedBy &&
    t("mail.wantedBy", {
      date: format.dateTime(new Date(wantedBy), { dateStyle: "full", timeStyle: "short" }),
    });
  return [words && t("words", { words }), about, wanted, article?.headline]
    .filter((line): line is string => Boolean(line))
    .map(oneLine);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
