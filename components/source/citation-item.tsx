"use client";

import { ActionIcon, Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBook2, IconDots, IconEye, IconPencil, IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useClaimSetting } from "@/components/claim/setting";
import { useClaim } from "@/components/claim/use-claim";
import { useTell } from "@/components/claim/use-tell";
import { CitationThreads } from "@/components/comment/citation-threads";
import { useDraft } from "@/components/ui/use-draft";
import { editCitation, markSeen, removeCitation, restoreCitation } from "@/lib/citation/actions";
import type { CitationChange, CitationView } from "@/lib/citation/schema";
import { editSource } from "@/lib/source/actions";
import type { EditSource } from "@/lib/source/schema";
import { CitationBody } from "./citation-body";
import { citationDraftSchema, draftOf, editOf } from "./citation-draft";
import { CitationForm } from "./citation-form";
import { keepOwn } from "./own-changes";
import styles from "./source.module.css";
import { SourceDialog } from "./source-dialog";

const patchOf = ({ claim, citation }: CitationChange) =>
  citation ? { claim, citation } : { claim };

/** One citation of the claim in hand, and what may be done with it. */
export function CitationItem({ citation }: { citation: CitationView }) {
  const t = useTranslations("source.citation");
  const { workspace } = useClaimSetting();
  const { detail, perform, busy } = useClaim();
  const [editing, setEditing] = useState(false);
  const [editingSource, setEditingSource] = useState(false);
  const tell = useTell();
  if (editing) return <CitationEdit citation={citation} onLeave={() => setEditing(false)} />;

  const saveSource = (edit: EditSource) =>
    perform(
      () => editSource(workspace, edit),
      ({ source, claims }) => {
        const own = claims.find(({ id }) => id === detail.id);
        const others = claims.filter(({ id }) => id !== detail.id);
        return { source, others, ...(own && { claim: own }) };
      },
    );
  const see = async () => {
    const { id: citationId, revision } = citation;
    tell(await perform(() => markSeen(workspace, { citationId, revision }), patchOf));
  };
  const restore = async () => {
    tell(await perform(() => restoreCitation(workspace, { citationId: citation.id }), patchOf));
  };
  const remove = async () => {
    const { id: citationId, revision } = citation;
    const outcome = await perform(
      () => removeCitation(workspace, { citationId, revision }),
      ({ claim }) => ({ claim, removedCitationId: citationId }),
    );
    if (!tell(outcome)) return;
    const notice = notifications.show({
      message: (
        <span className={styles.notice}>
          {t("removed", { title: citation.source.title })}
          <Button
            size="compact-xs"
            variant="light"
            onClick={() => {
              notifications.hide(notice);
              void restore();
            }}
          >
            {t("undo")}
          </Button>
        </span>
      ),
    });
  };

  return (
    <li className={styles.item} data-stance={citation.stance}>
      <CitationBody
        citation={citation}
        tools={
          (citation.can.edit || citation.can.editSource) && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={t("menu", { title: citation.source.title })}
                >
                  <IconDots size={15} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {citation.can.edit && (
                  <Menu.Item
                    leftSection={<IconPencil size={15} />}
                    onClick={() => setEditing(true)}
                  >
                    {t("edit")}
                  </Menu.Item>
                )}
                {citation.can.editSource && (
                  <Menu.Item
                    leftSection={<IconBook2 size={15} />}
                    onClick={() => setEditingSource(true)}
                  >
                    {t("editSource")}
                  </Menu.Item>
                )}
                {citation.can.markSeen && (
                  <Menu.Item leftSection={<IconEye size={15} />} onClick={() => void see()}>
                    {t("markSeen")}
                  </Menu.Item>
                )}
                {citation.can.remove && (
                  <Menu.Item
                    color="red"
                    leftSection={<IconTrash size={15} />}
                    onClick={() => void remove()}
                  >
                    {t("remove")}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          )
        }
      >
        {citation.can.markSeen && (
          <Button
            size="compact-xs"
            variant="light"
            leftSection={<IconEye size={14} />}
            disabled={busy}
            onClick={() => void see()}
          >
            {t("markSeen")}
          </Button>
        )}
      </CitationBody>
      <CitationThreads citationId={citation.id} title={citation.source.title} />
      {editingSource && (
        <SourceDialog
          source={citation.source}
          save={saveSource}
          onClose={() => setEditingSource(false)}
        />
      )}
    </li>
  );
}

function CitationEdit({ citation, onLeave }: { citation: CitationView; onLeave: () => void }) {
  const t = useTranslations("source.citation");
  const { workspace, me } = useClaimSetting();
  const { perform, busy } = useClaim();
  const [base, setBase] = useState(citation);
  const draft = useDraft(
    `${me.memberId}:citation:${citation.id}`,
    citationDraftSchema,
    draftOf(base),
  );
  const leave = () => {
    draft.discard();
    onLeave();
  };
  const theirs = citation.revision !== base.revision ? citation : null;
  return (
    <li className={styles.item}>
      <CitationForm
        editing
        draft={draft.value}
        onChange={draft.change}
        busy={busy}
        proposes={false}
        onSaved={leave}
        onCancel={leave}
        save={() =>
          perform(
            () =>
              editCitation(workspace, {
                citationId: citation.id,
                revision: base.revision,
                ...editOf(draft.value, base),
              }),
            patchOf,
          )
        }
        conflict={
          theirs && (
            <div className={styles.same} role="alert">
              <span>{t("conflict")}</span>
              <CitationBody citation={theirs} />
              <span className={styles.buttons}>
                <Button
                  size="compact-xs"
                  onClick={() => {
                    draft.set(keepOwn(draftOf(base), draft.value, draftOf(theirs)));
                    setBase(theirs);
                  }}
                >
                  {t("keepMine")}
                </Button>
                <Button size="compact-xs" variant="default" onClick={leave}>
                  {t("takeTheirs")}
                </Button>
              </span>
            </div>
          )
        }
      />
    </li>
  );
}
