"use client";

import {
  Button,
  Checkbox,
  Group,
  Modal,
  NativeSelect,
  SegmentedControl,
  Stack,
  Text,
} from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAction } from "@/components/ui/use-action";
import { assignClaims, shareOutClaims } from "@/lib/assignment/actions";
import { MOST_AT_ONCE, type Place } from "@/lib/assignment/schema";
import type { MemberRef } from "@/lib/workspace/member-ref";
import { useAssignmentRefusal } from "./use-assignment-refusal";

interface AssignDialogProps {
  workspace: string;
  places: readonly Place[];
  /** Who can be given work. */
  checkers: readonly MemberRef[];
  /** Also where it was refused because what was seen is old. */
  onDone: () => void;
  onClose: () => void;
}

const WAYS = ["one", "share"] as const;

/** Gives claims to one person, or shares them out among several. */
export function AssignDialog(props: AssignDialogProps) {
  const { workspace, checkers, onDone, onClose } = props;
  const t = useTranslations("assignment");
  const [way, setWay] = useState<(typeof WAYS)[number]>("one");
  const [assigneeId, setAssigneeId] = useState(checkers[0]?.id ?? "");
  const [memberIds, setMemberIds] = useState<string[]>([]);
  const onRefusal = useAssignmentRefusal();
  const assign = useAction(assignClaims, { onRefusal });
  const share = useAction(shareOutClaims, { onRefusal });
  const places = props.places.slice(0, MOST_AT_ONCE);

  const save = async () => {
    const outcome =
      way === "one"
        ? await assign.run(workspace, { places, assigneeId: assigneeId || null })
        : await share.run(workspace, { places, memberIds });
    if (!outcome.ok) {
      if (outcome.code === "conflict") onDone();
      return;
    }
    const { assigned } = outcome.data;
    const left = places.length - assigned.length;
    if (assigned.length > 0) {
      notifications.show({ message: t("done.assigned", { count: assigned.length }) });
    }
    if (left > 0) {
      notifications.show({ color: "orange", message: t("done.left", { count: left }) });
    }
    onDone();
    onClose();
  };

  return (
    <Modal opened onClose={onClose} title={t("dialog.title", { count: places.length })}>
      <Stack>
        <SegmentedControl
          fullWidth
          aria-label={t("dialog.way")}
          value={way}
          data={WAYS.map((value) => ({ value, label: t(`dialog.${value}`) }))}
          onChange={setWay}
        />
        {way === "one" ? (
          <NativeSelect
            data-autofocus
            label={t("dialog.person")}
            description={t("dialog.passesOn")}
            value={assigneeId}
            data={[
              ...checkers.map(({ id, name }) => ({ value: id, label: name })),
              { value: "", label: t("dialog.nobody") },
            ]}
            onChange={(event) => setAssigneeId(event.currentTarget.value)}
          />
        ) : (
          <Checkbox.Group
            label={t("dialog.people")}
            description={t("dialog.shareHelp")}
            value={memberIds}
            onChange={setMemberIds}
          >
            <Stack gap="xs" mt="xs">
              {checkers.map(({ id, name }) => (
                <Checkbox key={id} value={id} label={name} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        {props.places.length > MOST_AT_ONCE && (
          <Text size="sm">{t("dialog.tooMany", { most: MOST_AT_ONCE })}</Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("dialog.cancel")}
          </Button>
          <Button
            onClick={() => void save()}
            loading={assign.busy || share.busy}
            disabled={way === "share" && memberIds.length === 0}
          >
            {t("dialog.assign")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
