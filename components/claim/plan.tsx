"use client";

import { NativeSelect } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import dayjs from "dayjs";
import { useTranslations } from "next-intl";
import { Fold } from "@/components/ui/fold";
import { PRIORITIES } from "@/lib/article/schema";
import { assignClaim, planClaim } from "@/lib/claim/actions";
import type { ClaimPlan } from "@/lib/claim/schema";
import styles from "./claim.module.css";
import { useClaimSetting } from "./setting";
import { useClaim } from "./use-claim";
import { useTell } from "./use-tell";

/** Who is to check the claim for the open article, how urgently and by when. */
export function PlanSection() {
  const t = useTranslations("claim.plan");
  const { detail, place } = useClaim();
  const plan = detail.plans.find(({ articleId }) => articleId === place?.articleId);
  if (!plan) return null;
  const isPlanned = plan.assignee !== null || plan.priority > 0 || plan.deadline !== null;
  if (!plan.can.assign && !isPlanned) return null;
  return (
    <Fold title={t("title")} aside={plan.assignee?.name ?? t("nobody")}>
      {() => (plan.can.assign ? <PlanForm plan={plan} /> : <PlanFacts plan={plan} />)}
    </Fold>
  );
}

function PlanFacts({ plan }: { plan: ClaimPlan }) {
  const t = useTranslations("claim.plan");
  const priority = PRIORITIES[plan.priority] ?? "none";
  return (
    <p className={styles.facts}>
      {plan.assignee && <span>{t("assigned", { name: plan.assignee.name })}</span>}
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
  const assignee = plan.assignee;
  const known = assignee && checkers.every(({ id }) => id !== assignee.id) ? [assignee] : [];
  const assign = async (assigneeId: string | null) => {
    const seenAssigneeId = assignee?.id ?? null;
    tell(
      await perform(
        () => assignClaim(workspace, { ...at, assigneeId, seenAssigneeId }),
        (changed) => ({ plan: changed }),
      ),
    );
  };
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
