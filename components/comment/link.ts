import type { CommentPlace } from "@/lib/comment/schema";

/** The id of a comment's element, and so the part of an address after "#" that names it. */
export function anchorOf(commentId: string): string {
  return `comment-${commentId}`;
}

export function commentOfHash(hash: string): string | null {
  return /^#comment-([0-9a-f-]{36})$/.exec(hash)?.[1] ?? null;
}

/** The lasting address of a comment, wherever it is read now. */
export function commentPath(workspace: string, commentId: string): string {
  return `/w/${workspace}/comments/${commentId}`;
}

/** Where a comment is read now. */
export function placePath(workspace: string, place: CommentPlace, commentId: string): string {
  const hash = `#${anchorOf(commentId)}`;
  if (place.on === "claim") return `/w/${workspace}/claims/${place.claimId}${hash}`;
  const open = place.annotationId === null ? "" : `?a=${place.annotationId}`;
  return `/w/${workspace}/articles/${place.articleId}${open}${hash}`;
}
