/** The parameter of the page's address that names the open annotation. */
export const ANNOTATION_PARAMETER = "a";

/** A link that opens an annotation, whatever the page is narrowed to now. */
export function linkTo(annotationId: string): string {
  const url = new URL(window.location.href);
  url.search = new URLSearchParams({ [ANNOTATION_PARAMETER]: annotationId }).toString();
  url.hash = "";
  return url.toString();
}
