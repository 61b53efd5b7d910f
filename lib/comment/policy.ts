import { type Rule, staff } from "@/lib/auth/rule";

/** How the person is tied to what a thread is about, through the article that it belongs to. */
export interface ThreadTies {
  isAuthor: boolean;
  isViewer: boolean;
}

export interface BegunThreadTies extends ThreadTies {
  /** Began the thread. */
  isStarter: boolean;
}

export interface CommentTies extends ThreadTies {
  /** Wrote the comment. */
  isWriter: boolean;
  /** Deleted it. */
  isDeleter: boolean;
}

const own = (_: unknown, thread: ThreadTies) => thread.isAuthor;
const ownOrShared = (_: unknown, thread: ThreadTies) => thread.isAuthor || thread.isViewer;
const starter = (_: unknown, thread: BegunThreadTies) => thread.isStarter;
const writer = (_: unknown, comment: CommentTies) => comment.isWriter;
const ownWriter = (_: unknown, comment: CommentTies) => comment.isAuthor && comment.isWriter;
const deleter = (_: unknown, comment: CommentTies) => comment.isDeleter;

export const threadPolicy = {
  "comment:read": { ...staff, author: ownOrShared, viewer: ownOrShared },
  /** Beginning a thread, replying; whoever may, also resolves and reopens. */
  "comment:add": { ...staff, author: own },
} as const satisfies Record<string, Rule<ThreadTies>>;

export const begunThreadPolicy = {
  /** Whether it blocks sign-off. */
  "thread:block": {
    admin: true,
    editor: true,
    checker: starter,
    author: (_, thread) => thread.isAuthor && thread.isStarter,
  },
} as const satisfies Record<string, Rule<BegunThreadTies>>;

export const commentPolicy = {
  /** Nobody changes another's words. */
  "comment:edit": { admin: writer, editor: writer, checker: writer, author: ownWriter },
  "comment:delete": { admin: true, editor: true, checker: writer, author: ownWriter },
  "comment:restore": {
    admin: true,
    editor: true,
    checker: deleter,
    author: (_, comment) => comment.isAuthor && comment.isDeleter,
  },
} as const satisfies Record<string, Rule<CommentTies>>;
