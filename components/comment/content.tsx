import { Anchor } from "@mantine/core";
import { Fragment, type ReactNode } from "react";
import type { Block, Inline } from "@/lib/comment/markup";
import type { MemberRef } from "@/lib/workspace/member-ref";
import styles from "./comment.module.css";

interface ContentProps {
  content: readonly Block[];
  mentions: readonly MemberRef[];
  /** Mentions of this member stand out. */
  meId: string;
}

/** What a comment says, as elements; nothing in it is ever read as HTML. */
export function Content({ content, mentions, meId }: ContentProps) {
  const inline = (parts: readonly Inline[]): ReactNode =>
    parts.map((part, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts have no other identity
      <Fragment key={index}>{inlineOf(part)}</Fragment>
    ));
  const inlineOf = (part: Inline): ReactNode => {
    switch (part.type) {
      case "text":
        return part.text;
      case "break":
        return <br />;
      case "strong":
        return <strong>{inline(part.content)}</strong>;
      case "emphasis":
        return <em>{inline(part.content)}</em>;
      case "link":
        return (
          <Anchor
            inherit
            href={part.href}
            title={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
          >
            {inline(part.content)}
          </Anchor>
        );
      case "mention": {
        const member = mentions.find(({ id }) => id === part.memberId);
        return (
          <bdi className={styles.mention} data-me={part.memberId === meId || undefined}>
            @{member?.name ?? "…"}
          </bdi>
        );
      }
    }
  };
  const blocks = (parts: readonly Block[]): ReactNode =>
    parts.map((part, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts have no other identity
      <Fragment key={index}>{blockOf(part)}</Fragment>
    ));
  const blockOf = (part: Block): ReactNode => {
    if (part.type === "paragraph") return <p dir="auto">{inline(part.content)}</p>;
    const items = part.items.map((item, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts have no other identity
      <li key={index}>{blocks(item)}</li>
    ));
    return part.start === null ? <ul>{items}</ul> : <ol start={part.start}>{items}</ol>;
  };
  return <div className={styles.content}>{blocks(content)}</div>;
}
