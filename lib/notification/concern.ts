import "server-only";
import type { Tx } from "@/lib/db/client";
import { EVENT_PAYLOADS, type EventPayloadOf, type EventType } from "@/lib/event/schema";
import type { NotificationKind } from "./preferences";

/** A line of the log, as far as it is told. */
export interface ToldEvent {
  id: string;
  commandId: string;
  at: Date;
  actorKind: string;
  actorId: string | null;
  type: string;
  subjectId: string;
  articleId: string | null;
  claimId: string | null;
  /** As stored; null where it was erased. */
  payload: string | null;
}

/** That something concerns a member, whoever that is by now. */
export interface Concern {
  memberId: string;
  kind: NotificationKind;
  /** Of one key a member is told once. */
  key: string;
  groupKey: string;
  eventId: string | null;
  articleId: string | null;
  annotationId: string | null;
  claimId: string | null;
  commentId: string | null;
  at: Date;
}

/** Who has to do with what some events are about. */
interface Facts {
  /** Whoever checks a check, and those who found or disputed something in it. */
  check(id: string): { checkerId: string | null; people: string[]; stillHoldsBy: string[] };
  thread(id: string): { people: string[] } & Whereabouts;
  query(id: string): { askedById: string | null; addresseeId: string | null } & Whereabouts;
  /** Whom a claim is assigned to, in whatever article. */
  assignees(claimId: string | null): string[];
  /** Whoever checks a claim now. */
  checkers(claimId: string | null): string[];
  /** Who settles disputes and sees to what is stuck. */
  editors: string[];
}

interface Whereabouts {
  annotationId: string | null;
  claimId: string | null;
}

type Told = [memberId: string | null, kind: NotificationKind];
type Rule<T extends EventType> = (
  payload: EventPayloadOf<T>,
  event: Pick<ToldEvent, "subjectId" | "claimId">,
  facts: Facts,
) => Told[];

const all = (people: readonly string[], kind: NotificationKind): Told[] =>
  people.map((memberId) => [memberId, kind]);

/**
 * Whom an event concerns, and how. Whoever is named first by two rules of one event is told of the
 * first; nobody of what they did themselves. Nothing here says what was found: that a notification
 * is shown to whoever may see what it points to is decided when it is read (ties.ts).
 */
const RULES: { [T in EventType]?: Rule<T> } = {
  "claim.assigned": ({ from, to }) => [
    [to, "assigned"],
    [from, "handed_over"],
  ],
  "claim.taken_over": ({ from }) => [[from, "handed_over"]],
  "check.passed_on": ({ from, to }) => [
    [to, "assigned"],
    [from, "handed_over"],
  ],
  "check.second_asked": ({ memberId }) => [[memberId, "second_check"]],
  "comment.added": ({ mentioned }, { subjectId, claimId }, facts) => {
    const thread = facts.thread(subjectId);
    return [
      ...all(mentioned, "mentioned"),
      ...all(thread.people, "commented"),
      ...all(facts.checkers(claimId ?? thread.claimId), "commented"),
    ];
  },
  "comment.edited": ({ mentioned }) => all(mentioned, "mentioned"),
  "query.asked": ({ memberId }) => [[memberId, "asked"]],
  "query.reopened": (_, { subjectId }, facts) => [[facts.query(subjectId).addresseeId, "asked"]],
  "query.answered": (_, { subjectId }, facts) => [[facts.query(subjectId).askedById, "answered"]],
  "check.changes_requested": (_, { subjectId }, facts) => [
    [facts.check(subjectId).checkerId, "sent_back"],
  ],
  "check.sent_back": (_, { subjectId }, facts) => [[facts.check(subjectId).checkerId, "sent_back"]],
  "check.approved": ({ complete }, { subjectId }, facts) =>
    complete ? all(facts.check(subjectId).people, "approved") : [],
  "check.still_holds_confirmed": (_, { subjectId }, facts) =>
    all(facts.check(subjectId).stillHoldsBy, "approved"),
  "check.disputed": (_, { subjectId }, facts) => [
    [facts.check(subjectId).checkerId, "disputed"],
    ...all(facts.editors, "disputed"),
  ],
  "check.second_submitted": ({ outcome }, { subjectId }, facts) => {
    const { people } = facts.check(subjectId);
    if (outcome === "equal") return all(people, "approved");
    return [...all(people, "disputed"), ...all(facts.editors, "disputed")];
  },
  "check.adjudicated": ({ outcome }, { subjectId }, facts) => {
    const { checkerId, people } = facts.check(subjectId);
    return outcome === "approved" ? all(people, "approved") : [[checkerId, "sent_back"]];
  },
  "check.went_stale": (_, { subjectId, claimId }, facts) => [
    [facts.check(subjectId).checkerId, "stale"],
    ...all(facts.assignees(claimId), "stale"),
  ],
  "check.reopened": (_, { subjectId, claimId }, facts) => [
    [facts.check(subjectId).checkerId, "stale"],
    ...all(facts.assignees(claimId), "stale"),
  ],
};

function isTold(type: string): type is EventType {
  return Object.hasOwn(RULES, type);
}

/** The types of events that concern anybody. */
export const TOLD_TYPES = Object.keys(RULES);

function toldOf<T extends EventType>(type: T, event: ToldEvent, facts: Facts): Told[] {
  if (event.payload === null) return [];
  const payload = EVENT_PAYLOADS[type].safeParse(JSON.parse(event.payload));
  if (!payload.success) return [];
  // The schema of a type parses to that type's payload, which an index by T does not say.
  return RULES[type]?.(payload.data as EventPayloadOf<T>, event, facts) ?? [];
}

/** Whom some events of a workspace concern; in the log's order. */
export async function concernsOf(
  tx: Tx,
  workspaceId: string,
  events: readonly ToldEvent[],
): Promise<Concern[]> {
  const facts = await factsOf(tx, workspaceId, events);
  return events.flatMap((event) => {
    if (!isTold(event.type)) return [];
    const place = placeOf(event, facts);
    const told = new Map<string, NotificationKind>();
    for (const [memberId, kind] of toldOf(event.type, event, facts)) {
      const isOwn = event.actorKind === "member" && event.actorId === memberId;
      if (memberId !== null && !isOwn && !told.has(memberId)) told.set(memberId, kind);
    }
    const { commandId, articleId, at } = event;
    return [...told].map(([memberId, kind]) => ({
      ...place,
      memberId,
      kind,
      key: `${commandId}:${kind}:${place.commentId ?? place.claimId ?? event.subjectId}`,
      groupKey: `${commandId}:${kind}:${articleId ?? ""}`,
      eventId: event.id,
      articleId,
      at,
    }));
  });
}

/** What of the workspace an event is about, whose claim its words state included. */
function placeOf(
  event: ToldEvent,
  facts: Facts,
): Pick<Concern, "annotationId" | "claimId" | "commentId"> {
  const isComment = event.type.startsWith("comment.");
  const about = isComment
    ? facts.thread(event.subjectId)
    : event.type.startsWith("query.")
      ? facts.query(event.subjectId)
      : null;
  return {
    annotationId: about?.annotationId ?? null,
    claimId: event.claimId ?? about?.claimId ?? null,
    commentId: isComment ? commentOf(event.payload) : null,
  };
}

function commentOf(payload: string | null): string | null {
  if (payload === null) return null;
  const parsed = EVENT_PAYLOADS["comment.added"]
    .pick({ commentId: true })
    .safeParse(JSON.parse(payload));
  return parsed.success ? parsed.data.commentId : null;
}

async function factsOf(tx: Tx, workspaceId: string, events: readonly ToldEvent[]): Promise<Facts> {
  const subjects = (prefix: string) => [
    ...new Set(events.flatMap(({ type, subjectId }) => (type.startsWith(prefix) ? subjectId : []))),
  ];
  const annotation = { select: { occurrence: { select: { claimId: true } } } } as const;
  const [checks, threads, queries, editors] = await Promise.all([
    findAll(subjects("check."), (ids) =>
      tx.check.findMany({
        where: { workspaceId, id: { in: ids } },
        select: {
          id: true,
          checkerId: true,
          submissions: { where: { withdrawnAt: null }, select: { byId: true } },
          reviews: { where: { decision: "dispute" }, select: { byId: true } },
          transitions: { where: { move: "still_holds" }, select: { byId: true } },
        },
      }),
    ),
    findAll(subjects("comment."), (ids) =>
      tx.thread.findMany({
        where: { workspaceId, id: { in: ids } },
        select: {
          id: true,
          annotationId: true,
          claimId: true,
          annotation,
          comments: { where: { deletedAt: null }, select: { createdById: true } },
        },
      }),
    ),
    findAll(subjects("query."), (ids) =>
      tx.query.findMany({
        where: { workspaceId, id: { in: ids } },
        select: { id: true, askedById: true, addresseeId: true, annotationId: true, annotation },
      }),
    ),
    tx.member.findMany({
      where: { workspaceId, removedAt: null, role: { in: ["admin", "editor"] } },
      select: { id: true },
    }),
  ]);
  const claimOf = (row: { annotation: { occurrence: { claimId: string } | null } | null }) =>
    row.annotation?.occurrence?.claimId ?? null;
  const claimIds = [
    ...new Set([
      ...events.flatMap(({ claimId }) => claimId ?? []),
      ...threads.flatMap((row) => claimOf(row) ?? []),
    ]),
  ];
  const [places, claims] = await Promise.all([
    findAll(claimIds, (ids) =>
      tx.claimInArticle.findMany({
        where: { workspaceId, claimId: { in: ids }, assigneeId: { not: null } },
        select: { claimId: true, assigneeId: true },
      }),
    ),
    findAll(claimIds, (ids) =>
      tx.claim.findMany({
        where: { workspaceId, id: { in: ids } },
        select: { id: true, currentCheck: { select: { checkerId: true } } },
      }),
    ),
  ]);
  return {
    check: (id) => {
      const row = checks.find((check) => check.id === id);
      const found = [...(row?.submissions ?? []), ...(row?.reviews ?? [])];
      const checkerId = row?.checkerId ?? null;
      return {
        checkerId,
        people: [...new Set([checkerId ?? [], found.map(({ byId }) => byId)].flat())],
        stillHoldsBy: (row?.transitions ?? []).map(({ byId }) => byId),
      };
    },
    thread: (id) => {
      const row = threads.find((thread) => thread.id === id);
      return {
        people: (row?.comments ?? []).map(({ createdById }) => createdById),
        annotationId: row?.annotationId ?? null,
        claimId: row ? (row.claimId ?? claimOf(row)) : null,
      };
    },
    query: (id) => {
      const row = queries.find((query) => query.id === id);
      return {
        askedById: row?.askedById ?? null,
        addresseeId: row?.addresseeId ?? null,
        annotationId: row?.annotationId ?? null,
        claimId: row ? claimOf(row) : null,
      };
    },
    assignees: (claimId) =>
      places.flatMap((place) => (place.claimId === claimId ? (place.assigneeId ?? []) : [])),
    checkers: (claimId) =>
      claims.flatMap(({ id, currentCheck }) =>
        id === claimId ? (currentCheck?.checkerId ?? []) : [],
      ),
    editors: editors.map(({ id }) => id),
  };
}

/** Of nothing, nothing is asked. */
async function findAll<T>(ids: string[], find: (ids: string[]) => Promise<T[]>): Promise<T[]> {
  return ids.length === 0 ? [] : find(ids);
}
