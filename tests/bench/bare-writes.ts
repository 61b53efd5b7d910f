import type { MemberActor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db/client";
import type { PrismaClient } from "@/lib/db/generated/client";
import { newId } from "@/lib/id";

/** A check under way, by the ids of its rows. */
export interface BareCheck {
  annotationId: string;
  claimId: string;
  checkId: string;
  submissionId: string;
}

/**
 * The same rows that the commands write, and nothing else: no locks, no reading, no rule, in as
 * many transactions as there are commands. With the log, its events, payloads and head are written
 * too, without a hash.
 */
export class BareWrites {
  constructor(
    private readonly client: PrismaClient,
    private readonly actor: MemberActor,
    private readonly articleId: string,
    private readonly sourceId: string,
    private readonly log: boolean,
  ) {}

  async createOccurrence(): Promise<BareCheck> {
    const { workspaceId, memberId } = this.actor;
    const { articleId } = this;
    const [annotationId, claimId, checkId] = [newId(), newId(), newId()];
    const by = { workspaceId, createdById: memberId };
    await this.transaction(2, async (tx) => {
      await tx.annotation.create({
        data: { ...by, id: annotationId, articleId, kind: "occurrence" },
      });
      await tx.target.create({
        data: {
          id: newId(),
          workspaceId,
          articleId,
          annotationId,
          role: "words",
          ordinal: 0,
          madeVersion: 1,
          madeStart: 0,
          madeEnd: 3,
          exact: "The",
          prefix: "",
          suffix: " bridge",
          start: 0,
          end: 3,
        },
      });
      const { nextClaim } = await tx.workspace.update({
        where: { id: workspaceId },
        data: { nextClaim: { increment: 1 } },
        select: { nextClaim: true },
      });
      await tx.claim.create({
        data: {
          ...by,
          id: claimId,
          number: nextClaim - 1,
          statement: "The bridge opened in 1932.",
          sourcingReason: {},
          statementById: memberId,
        },
      });
      await this.revision(tx, claimId, 1);
      await tx.occurrence.create({ data: { annotationId, workspaceId, articleId, claimId } });
    });
    await this.transaction(3, async (tx) => {
      await tx.citation.create({
        data: {
          ...by,
          id: newId(),
          claimId,
          sourceId: this.sourceId,
          stance: "supports",
          quote: "opened to traffic on 19 March 1932",
          seenById: memberId,
          seenAt: new Date(),
        },
      });
      await tx.check.create({
        data: {
          id: checkId,
          workspaceId,
          claimId,
          round: 1,
          status: "in_progress",
          checkerId: memberId,
        },
      });
      await this.transition(tx, checkId, "unchecked", "in_progress");
      await tx.claim.update({
        where: { id: claimId },
        data: { revision: 2, sourcing: "sourced", currentCheckId: checkId },
      });
      await this.revision(tx, claimId, 2);
    });
    return { annotationId, claimId, checkId, submissionId: newId() };
  }

  async submit({ checkId, submissionId }: BareCheck): Promise<void> {
    const { workspaceId, memberId } = this.actor;
    await this.transaction(1, async (tx) => {
      await tx.check.update({
        where: { id: checkId },
        data: { status: "in_review", statusAt: new Date(), approvalsNeeded: 1 },
      });
      await this.transition(tx, checkId, "in_progress", "in_review");
      await tx.submission.create({
        data: {
          id: submissionId,
          workspaceId,
          checkId,
          ordinal: 1,
          verdict: "true",
          rationale: "The register says so.",
          claimRevision: 2,
          byId: memberId,
        },
      });
    });
  }

  async approve({ annotationId, checkId, submissionId }: BareCheck): Promise<void> {
    const { workspaceId, memberId } = this.actor;
    const reviewId = newId();
    await this.transaction(2, async (tx) => {
      await tx.review.create({
        data: {
          id: reviewId,
          workspaceId,
          checkId,
          submissionId,
          decision: "approve",
          claimRevision: 2,
          byId: memberId,
        },
      });
      await tx.reviewedOccurrence.create({
        data: { workspaceId, reviewId, annotationId, remedy: "none", remedyWording: "" },
      });
      await tx.occurrence.update({
        where: { annotationId },
        data: { fit: "confirmed", fitById: memberId, fitAt: new Date() },
      });
      await tx.check.update({
        where: { id: checkId },
        data: { status: "approved", statusAt: new Date() },
      });
      await this.transition(tx, checkId, "in_review", "approved");
    });
  }

  private revision(tx: Tx, claimId: string, revision: number) {
    const { workspaceId, memberId: byId } = this.actor;
    const statement = "The bridge opened in 1932.";
    return tx.claimRevision.create({
      data: {
        workspaceId,
        claimId,
        revision,
        statement,
        kind: "other",
        asOf: "",
        cause: "x",
        byId,
      },
    });
  }

  private transition(
    tx: Tx,
    checkId: string,
    from: "unchecked" | "in_progress" | "in_review",
    to: "in_progress" | "in_review" | "approved",
  ) {
    const { workspaceId, memberId: byId } = this.actor;
    return tx.checkTransition.create({ data: { workspaceId, checkId, from, to, move: "x", byId } });
  }

  private transaction(events: number, write: (tx: Tx) => Promise<void>): Promise<void> {
    return this.client.$transaction(async (tx) => {
      await write(tx);
      if (this.log) await this.writeLog(tx, events);
    });
  }

  private async writeLog(tx: Tx, count: number): Promise<void> {
    const { workspaceId, memberId } = this.actor;
    const head = await tx.logHead.update({
      where: { workspaceId },
      data: { sequence: { increment: count }, hash: "x" },
      select: { sequence: true },
    });
    const commandId = newId();
    const events = Array.from({ length: count }, (_, index) => ({
      id: newId(),
      workspaceId,
      sequence: head.sequence - BigInt(index),
      commandId,
      at: new Date(),
      actorKind: "member" as const,
      actorId: memberId,
      type: "bench.written",
      subjectType: "claim",
      subjectId: commandId,
      payloadHash: "x",
      hash: "x",
    }));
    await tx.event.createMany({ data: events });
    await tx.eventPayload.createMany({
      data: events.map(({ id }) => ({ eventId: id, workspaceId, salt: "x", text: "{}" })),
    });
  }
}
