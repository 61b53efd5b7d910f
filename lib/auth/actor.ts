import type { Role } from "@/lib/workspace/role";

/** A signed-in account, in no workspace yet. */
export interface Person {
  userId: string;
  sessionId: string;
  name: string;
  email: string;
  operator: boolean;
}

/** A person at work in one workspace. Minted from the session's row for every request. */
export interface MemberActor {
  kind: "member";
  workspaceId: string;
  memberId: string;
  userId: string;
  name: string;
  role: Role;
}

/**
 * Somebody outside who holds a link to some queries, and has no account. Minted from the link's row
 * for every request.
 */
export interface GuestActor {
  kind: "guest";
  workspaceId: string;
  linkId: string;
  /** Whom the newsroom gave the link to, in its own words. */
  name: string;
  /** What they may see and answer, and nothing else. */
  queryIds: readonly string[];
}

/** The server itself: a job, the set-up of an installation. Never minted from a request. */
export interface SystemActor {
  kind: "system";
  workspaceId: string;
}

export type Actor = MemberActor | GuestActor | SystemActor;
