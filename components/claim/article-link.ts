import { ANNOTATION_PARAMETER } from "@/components/article/page/link";

/** Where an annotation is shown in its article. */
export function annotationLink(
  workspace: string,
  { articleId, annotationId }: { articleId: string; annotationId: string },
): string {
  return `/w/${workspace}/articles/${articleId}?${ANNOTATION_PARAMETER}=${annotationId}`;
}
