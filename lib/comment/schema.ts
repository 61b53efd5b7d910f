import { z } from "zod";
import type { MemberRef } from "@/lib/workspace/member-ref";
import type { Role } from "@/lib/workspace/role";
import type { Block } from "./markup";

/** What a thread can be about. */
export const THREAD_SUBJECTS = ["article", "annotation", "claim", "citation"] as const;

const id = z.uuid();
const revision = z.int().min(1);
/** UTF-16 code units. */
export const LONGEST_COMMENT = 10_000;
const body = z.string().trim().min(1).max(LONGEST_COMMENT);
const reason = z.string().trim().max(2_000).default("");

export const threadSubjectSchema = z.object({ kind: z.enum(THREAD_SUBJECTS), id });
export type ThreadSubject = z.infer<typeof threadSubjectSchema>;

/** The article beside which a claim or a citation is looked at; null beside none. */
const articleId = id.nullable().default(null);

/** Both ids are the client's, so that a repeated request is recognised. */
export const startThreadInput = z.object({
  id,
  commentId: id,
  subject: threadSubjectSchema,
  articleId,
  body,
  blocksSignOff: z.boolean().default(false),
});
export type StartThread = z.output<typeof startThreadInput>;

export const replyInput = z.object({ commentId: id, threadId: id, body });
export type Reply = z.output<typeof replyInput>;

/** `revision` is the comment's, as the person saw it. */
export const editCommentInput = z.object({ commentId: id, revision, body });
export type EditComment = z.output<typeof editCommentInput>;

export const deleteCommentInput = z.object({ commentId: id, revision });
export type DeleteComment = z.output<typeof deleteCommentInput>;

export const restoreCommentInput = z.object({ commentId: id });
export type RestoreComment = z.output<typeof restoreCommentInput>;

/** `revision` is the thread's, as the person saw it. */
export const resolveThreadInput = z.object({ threadId: id, revision, reason });
export type ResolveThread = z.output<typeof resolveThreadInput>;

export const blockSignOffInput = z.object({ threadId: id, revision, blocksSignOff: z.boolean() });
export type BlockSignOff = z.output<typeof blockSignOffInput>;

/** Several at once: an occurrence is shown with the threads of its claim. */
export const MOST_SUBJECTS = 20;
export const threadsInput = z.object({
  subjects: z.array(threadSubjectSchema).min(1).max(MOST_SUBJECTS),
});
export type ThreadsInput = z.output<typeof threadsInput>;

export const mentionableInput = z.object({ subject: threadSubjectSchema, articleId });
export type MentionableInput = z.output<typeof mentionableInput>;

export const commentRevisionsInput = z.object({ commentId: id });
export type CommentRevisionsInput = z.output<typeof commentRevisionsInput>;

export const commentPlaceInput = z.object({ commentId: id });
export type CommentPlaceInput = z.output<typeof commentPlaceInput>;

/** A member whom a comment may name: one who may read it. */
export interface Mentionable extends MemberRef {
  role: Role;
}

export interface CommentView {
  id: string;
  by: MemberRef;
  at: string;
  revision: number;
  editedAt: string | null;
  /** A deleted comment says nothing any more; it is shown only where others follow it. */
  deletedBy: MemberRef | null;
  content: Block[];
  /** Whom the text names, as they are called now. */
  mentions: MemberRef[];
  /** As it was written, to whom may edit it. */
  body: string | null;
  can: { edit: boolean; delete: boolean };
}

/** That the thread was resolved or reopened, in its place among the comments. */
export interface TransitionView {
  id: string;
  resolved: boolean;
  by: MemberRef;
  at: string;
  reason: string;
}

export interface ThreadView {
  id: string;
  subject: ThreadSubject;
  /** Where it was begun, which for a claim or citation may be beside no article. */
  articleId: string | null;
  blocksSignOff: boolean;
  revision: number;
  resolvedAt: string | null;
  createdBy: MemberRef;
  createdAt: string;
  comments: CommentView[];
  transitions: TransitionView[];
  can: { add: boolean; block: boolean };
}

/** What is said of some subjects, and which of them the member may speak about. */
export interface ThreadsAnswer {
  threads: ThreadView[];
  /** Ids of the subjects on which the member may begin a thread. */
  open: string[];
}

/** The thread that a command changed; null where nothing in it is left to be seen. */
export interface ThreadChange {
  thread: ThreadView | null;
}

/** A text that a comment once had, the newest first. */
export interface CommentRevisionView {
  revision: number;
  at: string;
  content: Block[];
  mentions: MemberRef[];
}

/** Open threads of one thing; `blocking` of them block sign-off. */
export interface ThreadCount {
  open: number;
  blocking: number;
}

/** What of a thread a sign-off asks about; `comment` is its first one, as it was written. */
export interface BlockingThread {
  id: string;
  annotationId: string | null;
  claimId: string | null;
  revision: number;
  comment: string;
}

/** By the id of an annotation, of a claim (with those on its citations), of the article itself. */
export type ThreadCounts = Record<string, ThreadCount>;

/** Where a comment is read: on an article's page, with an annotation open or not, or on a claim's. */
export type CommentPlace =
  | { on: "article"; articleId: string; annotationId: string | null }
  | { on: "claim"; claimId: string };
