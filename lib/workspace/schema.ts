import { z } from "zod";
import {
  emailSchema,
  newPasswordSchema,
  personNameSchema,
  tokenSchema,
} from "@/lib/account/schema";
import { ratingScalePresetSchema, ratingScaleSchema } from "./rating-scale";
import { roleSchema } from "./role";
import { settingsSchema } from "./settings";

export const workspaceNameSchema = z
  .string()
  .trim()
  .min(1, { error: "required" })
  .max(100, { error: "too_long" });

export const setUpInput = z.object({
  token: tokenSchema,
  workspaceName: workspaceNameSchema,
  name: personNameSchema,
  email: emailSchema,
  password: newPasswordSchema,
  preset: ratingScalePresetSchema,
  /** Whether to make the sample workspace as well. */
  sample: z.boolean(),
});
export type SetUp = z.infer<typeof setUpInput>;

export const createWorkspaceInput = z.object({
  name: workspaceNameSchema,
  preset: ratingScalePresetSchema,
});
export type CreateWorkspace = z.infer<typeof createWorkspaceInput>;

export const changeWorkspaceInput = z.object({
  /** The workspace's revision that the person saw. */
  revision: z.int(),
  name: workspaceNameSchema.optional(),
  ratingScale: ratingScaleSchema.optional(),
  settings: z
    .object({
      sourcingRule: settingsSchema.shape.sourcingRule.unwrap(),
      strictIndependence: settingsSchema.shape.strictIndependence.unwrap(),
      approvalsNeeded: settingsSchema.shape.approvalsNeeded.unwrap(),
      approvalsByKind: settingsSchema.shape.approvalsByKind.unwrap(),
      approvalsForHighPriority: settingsSchema.shape.approvalsForHighPriority.unwrap(),
      reviewers: settingsSchema.shape.reviewers.unwrap(),
      blindSecondChecks: settingsSchema.shape.blindSecondChecks.unwrap(),
      blindSampling: settingsSchema.shape.blindSampling.unwrap(),
      authorsSeeVerdicts: settingsSchema.shape.authorsSeeVerdicts.unwrap(),
      stuckAfterDays: settingsSchema.shape.stuckAfterDays.unwrap(),
      measuresSeenBy: settingsSchema.shape.measuresSeenBy.unwrap(),
      reviewReasons: settingsSchema.shape.reviewReasons.unwrap(),
      importLimitBytes: settingsSchema.shape.importLimitBytes.unwrap(),
    })
    .partial()
    .optional(),
});
export type ChangeWorkspace = z.infer<typeof changeWorkspaceInput>;

export const changeRoleInput = z.object({
  memberId: z.uuid(),
  /** The role that the person saw. */
  from: roleSchema,
  to: roleSchema,
});
export type ChangeRole = z.infer<typeof changeRoleInput>;

export const removeMemberInput = z.object({ memberId: z.uuid() });
export type RemoveMember = z.infer<typeof removeMemberInput>;
