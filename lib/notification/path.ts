import type { NotificationView } from "./schema";

/** Where the member sees to what a notification tells of. */
export function notificationPath(
  workspace: string,
  { kind, count, article, claim, annotationId, commentId }: NotificationView,
): string {
  const base = `/w/${workspace}`;
  if (commentId !== null) return `${base}/comments/${commentId}`;
  if (count > 1) return article ? `${base}/articles/${article.id}` : `${base}/claims`;
  if (kind === "disputed" && claim) return `${base}/claims/${claim.id}`;
  if (article) return `${base}/articles/${article.id}${annotationId ? `?a=${annotationId}` : ""}`;
  return claim ? `${base}/claims/${claim.id}` : base;
}
