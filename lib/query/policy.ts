import type { ArticleTies } from "@/lib/article/policy";
import type { GuestActor, MemberActor } from "@/lib/auth/actor";
import { type Rule, staff } from "@/lib/auth/rule";
import type { QueryAddressee } from "./schema";

/** Whom the query asks, and how the person is tied to the article that it is about. */
export interface QueryTies {
  id: string;
  isAuthor: boolean;
  addresseeKind: QueryAddressee;
  /** The member who is asked; null for somebody outside. */
  addresseeId: string | null;
}

/** Asked of the article's author, of whom there may be several: each may answer. */
const askedAsAuthor = (query: QueryTies) =>
  query.addresseeKind === "author" && query.addresseeId !== null && query.isAuthor;
const isAsked = (actor: MemberActor, query: QueryTies) =>
  query.addresseeId === actor.memberId || askedAsAuthor(query);
/** Staff write down what somebody outside told them by other ways. */
const isOutside = (query: QueryTies) => query.addresseeId === null;

const checkers = (actor: MemberActor, query: QueryTies) =>
  isAsked(actor, query) || isOutside(query);
const answeringEditors = (actor: MemberActor, query: QueryTies) =>
  checkers(actor, query) || query.addresseeKind === "editor";
const own = (_: unknown, query: QueryTies) => askedAsAuthor(query);
const carried = (guest: GuestActor, query: QueryTies) => guest.queryIds.includes(query.id);
/** Nobody rules on what they were asked as the author. */
const others = (_: unknown, query: QueryTies) => !askedAsAuthor(query);

export const queryPolicy = {
  "query:read": { ...staff, author: own, guest: carried },
  "query:answer": {
    admin: answeringEditors,
    editor: answeringEditors,
    checker: checkers,
    author: own,
    guest: carried,
  },
  /** Its words and date, giving up and waiting on, withdrawing, links for somebody outside. */
  "query:change": { ...staff },
  /** Ruling, and reopening what was ruled. */
  "query:rule": { admin: others, editor: others, checker: others },
} as const satisfies Record<string, Rule<QueryTies>>;

export const queryAskingPolicy = {
  "query:ask": { ...staff },
} as const satisfies Record<string, Rule<ArticleTies>>;
