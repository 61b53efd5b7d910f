"use client";

import { Button } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AssignDialog } from "@/components/assignment/assign-dialog";
import { usePageControl } from "./control";
import { assignableShown } from "./shown-claims";
import { usePage, usePageStore } from "./store-context";
import { refreshClaims } from "./use-claim-changes";

/** Offers to assign what the filter shows, to whoever may. */
export function AssignShownButton() {
  const t = useTranslations("assignment.action");
  const count = usePage((state) => assignableShown(state).length);
  const { setTask } = usePageControl();
  if (count === 0) return null;
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => setTask({ kind: "assign" })}>
      {t("assignShown", { count })}
    </Button>
  );
}

/** Assigns the claims that the filter showed when it was opened. */
export function AssignShown({ onClose }: { onClose: () => void }) {
  const store = usePageStore();
  const [places] = useState(() => assignableShown(store.getState()));
  const { workspace, members } = store.getState();
  const checkers = [...members.values()].filter(
    ({ role, removed }) => !removed && role !== "author" && role !== "viewer",
  );
  const readAgain = () =>
    void refreshClaims(
      store,
      places.map(({ claimId }) => claimId),
    );
  return (
    <AssignDialog
      workspace={workspace}
      places={places}
      checkers={checkers}
      onDone={readAgain}
      onClose={onClose}
    />
  );
}
