"use client";

import { Button, NativeSelect } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { notifications } from "@mantine/notifications";
import dayjs from "dayjs";
import { useTranslations } from "next-intl";
import { StuckMark } from "@/components/assignment/stuck-mark";
import { useAssignmentRefusal } from "@/components/assignment/use-assignment-refusal";
import { Fold } from "@/components/ui/fold";
import type { Answer } from "@/components/ui/use-action";
import { PRIORITIES } from "@/lib/article/schema";
import { assignClaims, giveBackClaims, takeClaims, takeOverClaim } from "@/lib/assignment/actions";
import type { AssignedList } from "@/lib/assignment/schema";
import { planClaim } from "@/lib/claim/actions";
import type { ClaimPlan } from "@/lib/claim/schema";
import type { MemberRef } from "@/lib/workspace/member-ref";
import styles from "./claim.module.css";
import { useClaimSetting } from "./setting";
import { useClaim } from "./use-claim";
import { useTell } from "./use-tell";

/** Who is to check the claim for the open article, how urgently and by when. */
export function PlanSection() {
  const { detail, place } = useClaim();
  const plan = detail.plans.find(({ articleId }) => articleId === place?.articleId);
  return plan ? <Plan plan={plan} /> : null;
}

function Plan({ plan }: { plan: ClaimPlan }) {
  const t = useTranslations("claim.plan");
  const { detail } = useClaim();
  const holder = useHolder(plan);
  const isPlanned = holder !== null || plan.priority > 0 || plan.deadline !== null;
  if (!plan.can.assign && !plan.can.take && !isPlanned) return null;
  const isStuck = detail.stuck.some(({ articleId }) => articleId === plan.articleId);
  return (
    <Fold
      title={t("title")}
      aside={
        <>
          {holder?.name ?? t("nobody")} {isStuck && <StuckMark />}
        </>
      }
    >
      {() => (
        <>
          {plan.can.assign ? <PlanForm plan={plan} /> : <PlanFacts plan={plan} />}
          {plan.can.take && <Hands plan={plan} isStuck={isStuck} />}
        </>
      )}
    </Fold>
  );
}

/** Who checks it, or is to: the checker of a check in progress, else whom it is assigned to. */
function useHolder(plan: ClaimPlan): MemberRef | null {
  const { check } = useClaim().detail;
  return check?.status === "in_progress" ? check.checker : plan.assignee;
}

/** Assigning, with what the person saw. */
function useAssigning(plan: ClaimPlan) {
  const { detail, perform } = useClaim();
  const tell = useTell();
  const words = useAssignmentRefusal();
  const place = {
    articleId: plan.articleId,
    claimId: detail.id,
    seenAssigneeId: plan.assignee?.id ?? null,
    seenCheckerId: detail.check?.checker?.id ?? null,
  };
  const change = async (command: () => Promise<Answer<AssignedList>>) => {
    const outcome = await perform(command, ({ assigned: [first] }) =>
      first ? { plan: first.plan, claim: first.claim } : {},
    );
    const refused = outcome.ok ? undefined : words(outcome);
    if (refused) notifications.show({ color: "red", message: refused });
    else tell(outcome);
  };
  return { place, change };
}

/** Take it, give it back, or take over what is stuck. */
function Hands({ plan, isStuck }: { plan: ClaimPlan; isStuck: boolean }) {
  const t = useTranslations("assignment.action");
  const { workspace, me } = useClaimSetting();
  const { detail, busy } = useClaim();
  const holder = useHolder(plan);
  const { place, change } = useAssigning(plan);
  const { check } = detail;
  const isOpen =
    !check ||
    check.status === "in_progress" ||
    (check.status === "stale" && check.stillHolds === null);
  if (!isOpen) return null;
  const button = (word: "take" | "giveBack" | "takeOver", command: typeof takeOver) => (
    <Button
      size="compact-sm"
      variant="light"
      disabled={busy}
      style={{ alignSelf: "flex-start" }}
      onClick={() => void change(command)}
    >
      {t(word)}
    </Button>
  );
  const takeOver = () => takeOverClaim(workspace, place);
  if (holder === null) return button("take", () => takeClaims(workspace, { places: [place] }));
  if (holder.id === me.memberId) {
    return button("giveBack", () => giveBackClaims(workspace, { places: [place] }));
  }
  return isStuck ? button("takeOver", takeOver) : null;
}

function PlanFacts({ plan }: { plan: ClaimPlan }) {
  const t = useTranslations("claim.plan");
  const priority = PRIORITIES[plan.priority] ?? "none";
  const holder = useHolder(plan);
  return (
    <p className={styles.facts}>
      {holder && <span>{t("assigned", { name: holder.name })}</span>}
      {priority !== "none" && <span>{t(`priorities.${priority}`)}</span>}
      {plan.deadline && <span>{dayjs(plan.deadline).format("D MMM YYYY, HH:mm")}</span>}
    </p>
  );
}

function PlanForm({ plan }: { plan: ClaimPlan }) {
  const t = useTranslations("claim.plan");
  const { workspace, members } = useClaimSetting();
  const { detail, perform } = useClaim();
  const tell = useTell();
  const at = { articleId: plan.articleId, claimId: detail.id };
  const checkers = members.filter(({ role }) => role !== "author" && role !== "viewer");
  const assignee = useHolder(plan);
  const assigning = useAssigning(plan);
  const known = assignee && checkers.every(({ id }) => id !== assignee.id) ? [assignee] : [];
  const assign = (assigneeId: string | null) =>
    assigning.change(() => assignClaims(workspace, { places: [assigning.place], assigneeId }));
  const change = async (fields: { priority?: number; deadline?: string | null }) => {
    tell(
      await perform(
        () => planClaim(workspace, { ...at, ...fields }),
        (changed) => ({ plan: changed }),
      ),
    );
  };
  return (
    <div className={styles.planFields}>
      <NativeSelect
        label={t("assignee")}
        size="xs"
        value={assignee?.id ?? ""}
        data={[
          { value: "", label: t("nobody") },
          ...[...known, ...checkers].map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => void assign(event.currentTarget.value || null)}
      />
      <NativeSelect
        label={t("priority")}
        size="xs"
        value={String(plan.priority)}
        data={PRIORITIES.map((priority, index) => ({
          value: String(index),
          label: t(`priorities.${priority}`),
        }))}
        onChange={(event) => void change({ priority: Number(event.currentTarget.value) })}
      />
      <DateTimePicker
        label={t("deadline")}
        size="xs"
        clearable
        valueFormat="D MMM YYYY, HH:mm"
        value={plan.deadline && dayjs(plan.deadline).format("YYYY-MM-DD HH:mm:ss")}
        onChange={(value) => void change({ deadline: value && dayjs(value).toISOString() })}
      />
    </div>
  );
}
