"use client";

import { ActionIcon, Button, Menu, Portal } from "@mantine/core";
import {
  IconCheckbox,
  IconChevronDown,
  IconLink,
  IconMapPin,
  IconNote,
  IconPlus,
  IconQuote,
  IconX,
} from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from "react";
import { CommandKey, useKeyShortcuts } from "@/components/keys/key-caps";
import { useKeys } from "@/components/keys/keys-provider";
import type { CommandId } from "@/lib/account/keymap";
import { lostTargets } from "@/lib/annotation/lost";
import { NOTHING_REASONS, type NothingReason } from "@/lib/annotation/schema";
import { usePageControl } from "./control";
import styles from "./selection-toolbar.module.css";
import { usePage, usePageActions } from "./store-context";
import { useMark } from "./use-mark";

const REASON_COMMANDS = {
  opinion: "opinion",
  rhetoric: "rhetoric",
  connective: "connective",
  common_knowledge: "common_knowledge",
} as const satisfies Record<NothingReason, CommandId>;

/** What can be made of the selected words, beside them and never over them. */
export function SelectionToolbar() {
  const selection = usePage((state) => state.selection);
  const may = usePage((state) => state.article.can.annotate);
  const { task } = usePageControl();
  if (!selection || !may || task) return null;
  // The portal draws what is in it a moment later than itself; a toolbar around it would look for
  // its place before there is anything to be placed.
  return (
    <Portal>
      <Toolbar key={`${selection.start} ${selection.end}`} />
    </Portal>
  );
}

function Toolbar() {
  const t = useTranslations("annotation");
  const mark = useMark();
  const { reading } = usePageControl();
  const { select } = usePageActions();
  const { dispatcher } = useKeys();
  const canPlace = usePage((state) => {
    const active = state.annotations.get(state.activeId ?? "");
    return active?.can.edit === true && lostTargets(active).length > 0;
  });
  const canAdd = usePage((state) => state.annotations.get(state.activeId ?? "")?.can.edit === true);
  const bar = useRef<HTMLDivElement>(null);
  useBesideSelection(bar);

  return (
    <div
      ref={bar}
      className={styles.toolbar}
      role="toolbar"
      aria-label={t("toolbar.label")}
      data-key-scope="reading"
      onMouseDown={(event) => event.preventDefault()}
    >
      {canPlace && (
        <ToolbarButton
          command="place_here"
          icon={<IconMapPin size={16} />}
          onClick={() => dispatcher.run("place_here")}
        >
          {t("toolbar.placeHere")}
        </ToolbarButton>
      )}
      <ToolbarButton command="claim" icon={<IconCheckbox size={16} />} onClick={mark.claim}>
        {t("toolbar.claim")}
      </ToolbarButton>
      <ToolbarButton command="note" icon={<IconNote size={16} />} onClick={mark.note}>
        {t("toolbar.note")}
      </ToolbarButton>
      <ToolbarButton command="said_and_so" icon={<IconQuote size={16} />} onClick={mark.saidAndSo}>
        {t("toolbar.saidAndSo")}
      </ToolbarButton>
      <ToolbarButton command="link_claim" icon={<IconLink size={16} />} onClick={mark.link}>
        {t("toolbar.link")}
      </ToolbarButton>
      <Menu position="bottom-start" trapFocus={false} returnFocus={false}>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          >
            {t("toolbar.nothing")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown onMouseDown={(event) => event.preventDefault()}>
          {NOTHING_REASONS.map((reason) => (
            <Menu.Item
              key={reason}
              rightSection={<CommandKey command={REASON_COMMANDS[reason]} />}
              onClick={() => mark.nothing(reason)}
            >
              {t(`reasons.${reason}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {canAdd && (
        <Menu position="bottom-start" trapFocus={false} returnFocus={false}>
          <Menu.Target>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<IconPlus size={16} aria-hidden="true" />}
              rightSection={<IconChevronDown size={14} aria-hidden="true" />}
            >
              {t("toolbar.toOpen")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown onMouseDown={(event) => event.preventDefault()}>
            <Menu.Item
              rightSection={<CommandKey command="add_words" />}
              onClick={() => mark.addTo("words")}
            >
              {t("toolbar.addWords")}
            </Menu.Item>
            <Menu.Item
              rightSection={<CommandKey command="add_context" />}
              onClick={() => mark.addTo("context")}
            >
              {t("toolbar.addContext")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ActionIcon
        className={styles.dismiss}
        variant="subtle"
        color="gray"
        aria-label={t("toolbar.dismiss")}
        onClick={() => {
          reading.current?.setSelection(null);
          select(null);
        }}
      >
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}

interface ToolbarButtonProps {
  command: CommandId;
  icon: ReactNode;
  onClick: () => void;
  children: ReactNode;
}

function ToolbarButton({ command, icon, onClick, children }: ToolbarButtonProps) {
  const shortcuts = useKeyShortcuts(command);
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      leftSection={<span aria-hidden="true">{icon}</span>}
      rightSection={<CommandKey command={command} />}
      aria-keyshortcuts={shortcuts}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

const GAP = 10;
const EDGE = 8;

/**
 * Keeps the toolbar over the first line of the selection, or under the last where there is no room;
 * nowhere while the selection is off the screen. On a screen that is touched the style sheet docks
 * it at the foot, clear of the system's own handles and menu.
 */
function useBesideSelection(bar: RefObject<HTMLDivElement | null>): void {
  useLayoutEffect(() => {
    let frame = 0;
    const place = () => {
      frame = 0;
      const element = bar.current;
      const selection = document.getSelection();
      if (!element || !selection || selection.rangeCount === 0) return;
      const rects = [...selection.getRangeAt(0).getClientRects()].filter(({ width }) => width > 0);
      const first = rects[0];
      const last = rects.at(-1);
      if (!first || !last) return;
      const { width, height } = element.getBoundingClientRect();
      const top = topOfRoom();
      const above = first.top - height - GAP;
      const below = last.bottom + GAP;
      const y = above >= top + EDGE ? above : below;
      const lines = rects.filter(
        (rect) => Math.abs(rect.top - (y === above ? first : last).top) < 4,
      );
      const left = Math.min(...lines.map((rect) => rect.left));
      const right = Math.max(...lines.map((rect) => rect.right));
      const x = (left + right) / 2 - width / 2;
      const limit = document.documentElement.clientWidth - width - EDGE;
      const isOff = last.bottom < top || first.top > window.innerHeight;
      element.style.setProperty("--bar-x", `${Math.max(EDGE, Math.min(x, limit))}px`);
      element.style.setProperty("--bar-y", `${y}px`);
      element.style.setProperty("--bar-visibility", isOff ? "hidden" : "visible");
    };
    const later = () => {
      frame ||= requestAnimationFrame(place);
    };
    place();
    document.addEventListener("scroll", later, { capture: true, passive: true });
    document.addEventListener("selectionchange", later);
    window.addEventListener("resize", later);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener("scroll", later, { capture: true });
      document.removeEventListener("selectionchange", later);
      window.removeEventListener("resize", later);
    };
  }, [bar]);
}

/** The lower edge of what stands fixed at the top of the page. */
function topOfRoom(): number {
  return document.querySelector("[data-page-bar]")?.getBoundingClientRect().bottom ?? 0;
}
