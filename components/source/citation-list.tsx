"use client";

import { Button, Skeleton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus, IconRepeat } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim, useHold } from "@/components/claim/use-claim";
import { CommandKey, useKeyShortcuts } from "@/components/keys/key-caps";
import { useCommands } from "@/components/keys/keys-provider";
import { useDraft } from "@/components/ui/use-draft";
import { addCitation } from "@/lib/citation/actions";
import { additionOf, citationDraftSchema, EMPTY_CITATION } from "./citation-draft";
import { CitationForm } from "./citation-form";
import { CitationItem } from "./citation-item";
import { lastCitation, rememberCitation } from "./last-citation";
import styles from "./source.module.css";

/** The citations of the claim in hand, and the form for one more. */
export function CitationList() {
  const t = useTranslations("source.citation");
  const { workspace, me } = useClaimSetting();
  const { detail, whole, perform, busy } = useClaim();
  const draft = useDraft(
    `${me.memberId}:${detail.id}:citation`,
    citationDraftSchema,
    EMPTY_CITATION,
  );
  const [opened, setOpened] = useState(false);
  const returnTo = useRef<Element | null>(null);
  const root = useRef<HTMLElement>(null);
  const mayCite = detail.can.cite !== false;
  const isOpen = mayCite && (opened || draft.kept);
  const shortcuts = useKeyShortcuts("cite");
  const lastShortcuts = useKeyShortcuts("cite_last");
  useHold(isOpen);

  const open = () => {
    if (!isOpen) returnTo.current = document.activeElement;
    setOpened(true);
    // A form that was left open is gone on with.
    if (isOpen) root.current?.querySelector<HTMLElement>("form textarea, form input")?.focus();
  };
  const openLast = async () => {
    returnTo.current = document.activeElement;
    const last = await lastCitation(workspace, me.memberId);
    if (last && !draft.kept) {
      draft.set({
        ...EMPTY_CITATION,
        source: { from: "existing", source: last.source },
        relation: last.relation,
        locatorType: last.locator?.type ?? EMPTY_CITATION.locatorType,
        locator: last.locator?.value ?? "",
      });
    }
    open();
  };
  const close = () => {
    setOpened(false);
    draft.discard();
    const back = returnTo.current;
    if (back instanceof HTMLElement && back.isConnected && back !== document.body) {
      back.focus({ preventScroll: true });
    } else root.current?.closest<HTMLElement>("[data-key-scope]")?.focus({ preventScroll: true });
  };

  useCommands({
    cite: mayCite
      ? () => {
          open();
          return true;
        }
      : undefined,
    cite_last: mayCite
      ? () => {
          void openLast();
          return true;
        }
      : undefined,
  });

  return (
    <section ref={root} className={styles.citations} aria-label={t("list")}>
      {!whole && detail.check !== null ? (
        <Skeleton height={64} radius="sm" />
      ) : (
        detail.citations.length > 0 && (
          <ul className={styles.items}>
            {detail.citations.map((citation) => (
              <CitationItem key={citation.id} citation={citation} />
            ))}
          </ul>
        )
      )}
      {isOpen ? (
        <CitationForm
          draft={draft.value}
          onChange={draft.change}
          busy={busy}
          proposes={detail.can.cite === "propose"}
          onCancel={close}
          onSaved={close}
          save={async ({ ids, sameAddress }) => {
            const outcome = await perform(
              async () => {
                const input = additionOf(draft.value, ids, { claimId: detail.id, sameAddress });
                return input
                  ? addCitation(workspace, input)
                  : { ok: false, code: "invalid" as const };
              },
              ({ claim, citation }) => (citation ? { claim, citation } : { claim }),
            );
            if (outcome.ok && outcome.data.citation) {
              const { source, locator, relation } = outcome.data.citation;
              rememberCitation(workspace, me.memberId, { source, locator, relation });
              notifications.show({ message: t("added"), autoClose: 2500 });
            }
            return outcome;
          }}
        />
      ) : (
        mayCite && (
          <div className={styles.buttons}>
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconPlus size={15} />}
              rightSection={<CommandKey command="cite" />}
              aria-keyshortcuts={shortcuts}
              onClick={open}
            >
              {detail.can.cite === "propose" ? t("propose") : t("add")}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconRepeat size={15} />}
              rightSection={<CommandKey command="cite_last" />}
              aria-keyshortcuts={lastShortcuts}
              onClick={() => void openLast()}
            >
              {t("last")}
            </Button>
          </div>
        )
      )}
    </section>
  );
}
