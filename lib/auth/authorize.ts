import { annotationPolicy } from "@/lib/annotation/policy";
import { type ArticleTies, articleCreationPolicy, articlePolicy } from "@/lib/article/policy";
import { assignmentPolicy } from "@/lib/assignment/policy";
import { type ClaimTies, claimCreationPolicy, claimPolicy } from "@/lib/claim/policy";
import {
  type BegunThreadTies,
  begunThreadPolicy,
  type CommentTies,
  commentPolicy,
  type ThreadTies,
  threadPolicy,
} from "@/lib/comment/policy";
import { AppError } from "@/lib/errors";
import { type FlagTies, flagPolicy } from "@/lib/flag/policy";
import { type MeasureTies, measurePolicy, ownMeasurePolicy } from "@/lib/measure/policy";
import { notificationPolicy } from "@/lib/notification/policy";
import { type QueryTies, queryAskingPolicy, queryPolicy } from "@/lib/query/policy";
import { sourcePolicy } from "@/lib/source/policy";
import { workspacePolicy } from "@/lib/workspace/policy";
import type { Actor } from "./actor";
import { holds, type Rule } from "./rule";

/** The whole table of permissions; each noun keeps its rows in its own policy.ts. */
export const PERMISSIONS = {
  ...workspacePolicy,
  ...articleCreationPolicy,
  ...articlePolicy,
  ...annotationPolicy,
  ...claimCreationPolicy,
  ...claimPolicy,
  ...assignmentPolicy,
  ...ownMeasurePolicy,
  ...measurePolicy,
  ...sourcePolicy,
  ...threadPolicy,
  ...begunThreadPolicy,
  ...commentPolicy,
  ...queryAskingPolicy,
  ...queryPolicy,
  ...flagPolicy,
  ...notificationPolicy,
};

export type Permission = keyof typeof PERMISSIONS;

/** What a permission's relations ask about; `undefined` where its row names roles alone. */
export type SubjectOf<P extends Permission> = P extends keyof typeof claimPolicy
  ? ClaimTies
  : P extends keyof typeof measurePolicy
    ? MeasureTies
    : P extends
          | keyof typeof articlePolicy
          | keyof typeof annotationPolicy
          | keyof typeof queryAskingPolicy
      ? ArticleTies
      : P extends keyof typeof threadPolicy
        ? ThreadTies
        : P extends keyof typeof begunThreadPolicy
          ? BegunThreadTies
          : P extends keyof typeof commentPolicy
            ? CommentTies
            : P extends keyof typeof queryPolicy
              ? QueryTies
              : P extends keyof typeof flagPolicy
                ? FlagTies
                : undefined;

type SubjectArguments<P extends Permission> =
  SubjectOf<P> extends undefined ? [] : [subject: SubjectOf<P>];

/** Whether the actor may; the interface is told through each answer's `can`. Unknown is denied. */
export function can<P extends Permission>(
  actor: Actor,
  permission: P,
  ...subject: SubjectArguments<P>
): boolean {
  if (actor.kind === "system") return true;
  const table: Record<string, Rule<unknown> | undefined> = PERMISSIONS;
  return holds(table[permission], actor, subject[0]);
}

/** The single gate of queries and commands: throws `forbidden` unless the actor may. */
export function authorize<P extends Permission>(
  actor: Actor,
  permission: P,
  ...subject: SubjectArguments<P>
): void {
  if (!can(actor, permission, ...subject)) throw new AppError("forbidden", { permission });
}
