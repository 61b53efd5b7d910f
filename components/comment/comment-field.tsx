"use client";

import { Combobox, Textarea, useCombobox } from "@mantine/core";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { mentionBefore, mentionLabels, mentionMatches } from "@/lib/comment/mention";
import { LONGEST_COMMENT, type Mentionable } from "@/lib/comment/schema";
import { CaretMirror } from "./caret-mirror";
import styles from "./comment.module.css";

interface CommentFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onSave: () => void;
  onLeave: () => void;
  /** Whom the comment may name. */
  readMembers: () => Promise<readonly Mentionable[]>;
  autoFocus?: boolean;
}

const SHOWN = 6;

/**
 * Where a comment is written. "@" offers the members who may read it, beside it. Mod+Enter saves,
 * Escape closes the offer and then leaves.
 */
export function CommentField(props: CommentFieldProps) {
  const { label, value, onChange, onSave, onLeave, readMembers, autoFocus } = props;
  const t = useTranslations("comment.form");
  const roles = useTranslations("workspace.role");
  const field = useRef<HTMLTextAreaElement>(null);
  const [members, setMembers] = useState<readonly Mentionable[]>([]);
  const [mention, setMention] = useState<{ start: number; query: string } | null>(null);
  /** Where the caret goes with the next value, before another key is heard. */
  const nextCaret = useRef<number | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => setMention(null) });
  const offered = mention ? mentionMatches(members, mention.query, SHOWN) : [];
  const isOffering = offered.length > 0;
  const key = offered.map(({ id }) => id).join(" ");

  // biome-ignore lint/correctness/useExhaustiveDependencies: as often as something else is offered
  useEffect(() => {
    if (key === "") return combobox.closeDropdown();
    combobox.openDropdown();
    combobox.resetSelectedOption();
    // The options are there after they are rendered.
    const frame = requestAnimationFrame(() => combobox.selectFirstOption());
    return () => cancelAnimationFrame(frame);
  }, [key]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once the field has the value
  useLayoutEffect(() => {
    if (nextCaret.current === null) return;
    field.current?.setSelectionRange(nextCaret.current, nextCaret.current);
    nextCaret.current = null;
  }, [value]);

  const follow = (element: HTMLTextAreaElement) => {
    const { selectionStart, selectionEnd } = element;
    const next =
      selectionStart === selectionEnd ? mentionBefore(element.value, selectionStart) : null;
    setMention(next);
    if (next && members.length === 0) void readMembers().then(setMembers);
  };
  const pick = (memberId: string) => {
    const name = mentionLabels(members).get(memberId);
    if (!mention || name === undefined) return;
    const end = mention.start + 1 + mention.query.length;
    const before = `${value.slice(0, mention.start)}@${name} `;
    field.current?.focus();
    nextCaret.current = before.length;
    onChange(before + value.slice(end).replace(/^ /, ""));
    setMention(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSave();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (isOffering) setMention(null);
      else onLeave();
    } else if (isOffering && (event.key === "Tab" || event.key === "Enter") && !event.shiftKey) {
      event.preventDefault();
      // Nothing is selected before the list has been drawn, which a quick hand does not wait for.
      const [first] = offered;
      if (combobox.getSelectedOptionIndex() === -1 && first) pick(first.id);
      else if (event.key === "Tab") combobox.clickSelectedOption();
    }
  };

  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      width="max-content"
      onOptionSubmit={pick}
      offset={4}
      middlewares={{ flip: { crossAxis: false }, shift: true }}
    >
      <div className={styles.field}>
        <Combobox.EventsTarget withKeyboardNavigation={isOffering}>
          <Textarea
            ref={field}
            autoFocus={autoFocus}
            aria-label={label}
            aria-autocomplete="list"
            placeholder={t("placeholder")}
            autosize
            minRows={2}
            maxRows={14}
            maxLength={LONGEST_COMMENT}
            dir="auto"
            value={value}
            onChange={(event) => {
              onChange(event.currentTarget.value);
              follow(event.currentTarget);
            }}
            onSelect={(event) => {
              if (mention) follow(event.currentTarget);
            }}
            onBlur={() => setMention(null)}
            onKeyDown={onKeyDown}
          />
        </Combobox.EventsTarget>
        {isOffering && mention && <CaretMirror field={field} text={value} at={mention.start} />}
      </div>
      <Combobox.Dropdown hidden={!isOffering} miw={220}>
        <Combobox.Options aria-label={t("members")}>
          {offered.map((member) => (
            <Combobox.Option key={member.id} value={member.id}>
              <span className={styles.offered}>
                <bdi>{mentionLabels(members).get(member.id)}</bdi>
                <span className={styles.role}>{roles(member.role)}</span>
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
