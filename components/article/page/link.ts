import { z } from "zod";

/** The parameter of the page's address that names the open annotation. */
export const ANNOTATION_PARAMETER = "a";

/** The annotation that an address names. */
export function linkOf(query: URLSearchParams): string | null {
  const id = z.uuid().safeParse(query.get(ANNOTATION_PARAMETER));
  return id.success ? id.data : null;
}

/** A link that opens an annotation, whatever the page is narrowed to now. */
export function linkTo(annotationId: string): string {
  const url = new URL(window.location.href);
  url.search = new URLSearchParams({ [ANNOTATION_PARAMETER]: annotationId }).toString();
  url.hash = "";
  return url.toString();
}
