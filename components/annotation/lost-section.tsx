"use client";

import { Anchor, Button, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconMapPinOff } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { usePageControl } from "@/components/article/page/control";
import { LostSearchProgress } from "@/components/article/page/lost-search";
import { usePage, usePageActions } from "@/components/article/page/store-context";
import { useLost } from "@/components/article/page/use-lost";
import { numberCommands } from "@/components/claim/number-keys";
import { CommandKey, useKeyShortcuts } from "@/components/keys/key-caps";
import { useCommands } from "@/components/keys/keys-provider";
import { VERDICT_COMMANDS } from "@/lib/account/keymap";
import { lostTargets } from "@/lib/annotation/lost";
import type { AnnotationView, TargetView } from "@/lib/annotation/schema";
import type { Proposal } from "@/lib/placement/schema";
import styles from "./lost-section.module.css";

/** No more are offered than a person looks at. */
const OFFERED = 3;

/** What stood where, for words without a place, and the ways to give them one. */
export function LostSection({ annotation }: { annotation: AnnotationView }) {
  const t = useTranslations("annotation.lost");
  const { setTask, close } = usePageControl();
  const count = useLost().length;
  const lost = lostTargets(annotation);
  const [first] = lost;
  if (!first) return null;
  return (
    <section className={styles.lost} aria-label={t("title")}>
      <p className={styles.title}>
        <IconMapPinOff size={16} aria-hidden="true" />
        <strong>{t("title")}</strong>
        {count > 1 && (
          <Anchor
            component="button"
            type="button"
            size="xs"
            onClick={() => {
              close();
              setTask({ kind: "lost" });
            }}
          >
            {t("all", { count })}
          </Anchor>
        )}
      </p>
      {/* One after another, so that the keys mean one place. */}
      <LostTarget key={first.id} annotation={annotation} target={first} />
    </section>
  );
}

interface LostTargetProps {
  annotation: AnnotationView;
  target: TargetView;
}

function LostTarget({ annotation, target }: LostTargetProps) {
  const t = useTranslations("annotation.lost");
  const { direction, language } = usePage((state) => state.article);
  const { reading, setTask } = usePageControl();
  const { placeTarget, setTargets } = usePageActions();
  const mayEdit = annotation.can.edit;
  const proposals = useMemo(() => offered(target), [target]);
  const [shown, setShown] = useState<number | undefined>(undefined);
  const shortcuts = useKeyShortcuts("place_here");

  useEffect(() => {
    const view = reading.current;
    view?.propose(proposals, shown);
    return () => view?.propose([]);
  }, [reading, proposals, shown]);

  const put = (place: { start: number; end: number }) => {
    reading.current?.setSelection(null);
    void placeTarget(annotation.id, target.id, { start: place.start, end: place.end });
    return true;
  };
  useCommands({
    ...numberCommands(mayEdit ? proposals : [], put),
    place_here: mayEdit
      ? () => {
          const selection = reading.current?.selection();
          if (selection) return put(selection);
          notifications.show({ message: t("nothingSelected") });
          return true;
        }
      : undefined,
  });
  const rest = annotation.targets.filter(({ id }) => id !== target.id);
  const isRemovable = rest.some(({ role }) => role === "words");
  return (
    <div className={styles.target}>
      <p className={styles.label}>{t("stood")}</p>
      <p className={styles.stood} dir={direction} lang={language}>
        <OldWords target={target} />
      </p>
      {mayEdit && (
        <>
          {target.lost?.isSought ? (
            <LostSearchProgress />
          ) : (
            <p className={styles.label}>{proposals.length > 0 ? t("proposals") : t("none")}</p>
          )}
          {proposals.length > 0 && (
            <ol className={styles.proposals}>
              {proposals.map((proposal, index) => (
                <li key={`${proposal.start} ${proposal.end}`}>
                  <ProposalItem
                    proposal={proposal}
                    index={index}
                    isShown={shown === index}
                    onShow={() => {
                      setShown(index);
                      reading.current?.revealSpan(proposal);
                    }}
                    onPut={() => put(proposal)}
                  />
                </li>
              ))}
            </ol>
          )}
          <p className={styles.hint}>
            {shortcuts
              ? t.rich("select", { key: () => <CommandKey command="place_here" /> })
              : t("selectNoKey")}
          </p>
          <div>
            {isRemovable ? (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() =>
                  void setTargets(
                    annotation.id,
                    rest.map(({ id, role }) => ({ id, role })),
                  )
                }
              >
                {t("takeAway")}
              </Button>
            ) : (
              annotation.can.delete && (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => setTask({ kind: "remove", annotationId: annotation.id })}
                >
                  {t("discard")}
                </Button>
              )
            )}
          </div>
        </>
      )}
    </div>
  );
}

/** The likeliest places of a target, the likeliest first. */
function offered(target: TargetView): Proposal[] {
  return [...(target.lost?.proposals ?? [])]
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, OFFERED);
}

/** Words in what stood around them. */
export function OldWords({ target }: { target: TargetView }) {
  const t = useTranslations("annotation");
  const words = target.exact === "\uFFFC" ? t("panel.pictureTarget") : target.exact;
  return (
    <>
      {target.lost?.prefix && <span className={styles.around}>…{target.lost.prefix}</span>}
      <mark className={styles.words}>{words}</mark>
      {target.lost?.suffix && <span className={styles.around}>{target.lost.suffix}…</span>}
    </>
  );
}

interface ProposalItemProps {
  proposal: Proposal;
  index: number;
  isShown: boolean;
  onShow: () => void;
  onPut: () => void;
}

const AROUND = 32;

function ProposalItem({ proposal, index, isShown, onShow, onPut }: ProposalItemProps) {
  const t = useTranslations("annotation.lost");
  const text = usePage((state) => state.version.text);
  const { direction, language } = usePage((state) => state.article);
  const { start, end, likeness } = proposal;
  const words = text.slice(start, end);
  const command = VERDICT_COMMANDS[index] ?? "verdict_9";
  const shortcuts = useKeyShortcuts(command);
  const degree = likeness >= 0.9 ? "same" : likeness >= 0.7 ? "much" : "other";
  return (
    <div className={styles.proposal} data-shown={isShown || undefined}>
      <UnstyledButton
        className={styles.place}
        dir={direction}
        lang={language}
        aria-label={t("show", { words })}
        onClick={onShow}
      >
        <span className={styles.around}>…{text.slice(Math.max(0, start - AROUND), start)}</span>
        <mark className={styles.words}>{words}</mark>
        <span className={styles.around}>{text.slice(end, end + AROUND)}…</span>
      </UnstyledButton>
      <div className={styles.choose}>
        <span className={styles.likeness}>{t("likeness", { degree, percent: likeness })}</span>
        <Button
          size="compact-xs"
          variant="light"
          aria-label={t("putLabel", { words })}
          aria-keyshortcuts={shortcuts}
          rightSection={<CommandKey command={command} />}
          onClick={onPut}
        >
          {t("put")}
        </Button>
      </div>
    </div>
  );
}
