import "server-only";
import { readsAllArticles } from "@/lib/article/ties";
import type { MemberActor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db/client";
import { SUBJECT_TYPES, type SubjectType } from "@/lib/event/schema";
import { OUTSTANDING } from "@/lib/second-check/view";
import type { Change } from "./schema";

/** An event as far as live messages go. */
export interface LoggedEvent {
  sequence: bigint;
  type: string;
  subjectType: string;
  subjectId: string;
  articleId: string | null;
  claimId: string | null;
}

/** Who may hear what of some events, for any of the members it was made for. */
export interface Audience {
  /** What the member is told of an event; null: nothing. */
  told(member: MemberActor, event: LoggedEvent): Change | null;
  /** The claims that a member is to check blind. */
  blind(memberId: string): ReadonlySet<string>;
  reads(member: MemberActor, articleId: string): boolean;
}

/**
 * Reads once, for all members who listen, what decides who hears of events. An author or a viewer
 * hears of articles that they may read, and of the claims there what concerns no other article;
 * whoever is to check a claim blind hears, of it and all that belongs to it, only that something
 * about the claim changed.
 */
export async function audienceOf(
  client: Tx,
  workspaceId: string,
  events: readonly Pick<LoggedEvent, "articleId" | "claimId">[],
  members: readonly MemberActor[],
): Promise<Audience> {
  const guests = members.filter((member) => !readsAllArticles(member));
  const shared = events.flatMap(({ articleId, claimId }) =>
    articleId === null && claimId !== null ? claimId : [],
  );
  const [readable, places, seconds] = await Promise.all([
    guests.length === 0
      ? []
      : client.articleMember.findMany({
          where: {
            workspaceId,
            memberId: { in: [...new Set(guests.map(({ memberId }) => memberId))] },
            article: { deletedAt: null },
          },
          select: { memberId: true, articleId: true },
        }),
    guests.length === 0 || shared.length === 0
      ? []
      : client.occurrence.findMany({
          where: {
            workspaceId,
            claimId: { in: [...new Set(shared)] },
            annotation: { deletedAt: null },
          },
          select: { claimId: true, articleId: true },
        }),
    client.check.findMany({
      where: { workspaceId, ...OUTSTANDING, secondCheckerId: { not: null } },
      select: { claimId: true, secondCheckerId: true },
    }),
  ]);
  const articlesOf = sets(readable.map(({ memberId, articleId }) => [memberId, articleId]));
  const placesOf = sets(places.map(({ claimId, articleId }) => [claimId, articleId]));
  const blindOf = sets(
    seconds.map(({ secondCheckerId, claimId }) => [secondCheckerId ?? "", claimId]),
  );
  const claimOf = await claimsOfParts(client, workspaceId, [
    ...new Set(seconds.map(({ claimId }) => claimId)),
  ]);
  const reads = (member: MemberActor, articleId: string) =>
    readsAllArticles(member) || has(articlesOf, member.memberId, articleId);
  const mayHear = (member: MemberActor, { articleId, claimId }: LoggedEvent) => {
    if (readsAllArticles(member)) return true;
    if (articleId !== null) return reads(member, articleId);
    const where = claimId === null ? undefined : placesOf.get(claimId);
    return where !== undefined && [...where].some((place) => reads(member, place));
  };
  return {
    reads,
    blind: (memberId) => blindOf.get(memberId) ?? NOBODY,
    told: (member, event) => {
      const subject = subjectOf(event.subjectType);
      if (subject === null || !mayHear(member, event)) return null;
      const { subjectId: id, articleId, claimId } = event;
      const about = claimId ?? claimOf.get(id) ?? null;
      if (about !== null && has(blindOf, member.memberId, about)) {
        return { subject: "claim", id: about, articleId: null, claimId: about };
      }
      // Which queries and flags there are, not everybody who reads the article may know.
      if (STAFFS.has(subject) && !readsAllArticles(member)) {
        return articleId === null
          ? null
          : { subject: "article", id: articleId, articleId, claimId: null };
      }
      return { subject, id, articleId, claimId };
    },
  };
}

const STAFFS: ReadonlySet<SubjectType> = new Set(["query", "query_link", "flag"]);
const NOBODY: ReadonlySet<string> = new Set();

/** Of claims that somebody checks blind: whose occurrences, and what is said and asked of those, belong to which. */
async function claimsOfParts(
  client: Tx,
  workspaceId: string,
  claimIds: readonly string[],
): Promise<Map<string, string>> {
  if (claimIds.length === 0) return new Map();
  const occurrences = await client.occurrence.findMany({
    where: { workspaceId, claimId: { in: [...claimIds] } },
    select: { annotationId: true, claimId: true },
  });
  const claimOf = new Map(occurrences.map(({ annotationId, claimId }) => [annotationId, claimId]));
  const where = { workspaceId, annotationId: { in: [...claimOf.keys()] } };
  const select = { id: true, annotationId: true } as const;
  const parts = await Promise.all([
    client.thread.findMany({ where, select }),
    client.query.findMany({ where, select }),
    client.flag.findMany({ where, select }),
  ]);
  for (const { id, annotationId } of parts.flat()) {
    const claimId = claimOf.get(annotationId ?? "");
    if (claimId) claimOf.set(id, claimId);
  }
  return claimOf;
}

function subjectOf(type: string): SubjectType | null {
  return SUBJECT_TYPES.find((known) => known === type) ?? null;
}

function sets(pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const map = new Map<string, Set<string>>();
  for (const [key, value] of pairs) {
    const known = map.get(key);
    if (known) known.add(value);
    else map.set(key, new Set([value]));
  }
  return map;
}

function has(map: ReadonlyMap<string, ReadonlySet<string>>, key: string, value: string): boolean {
  return map.get(key)?.has(value) ?? false;
}
