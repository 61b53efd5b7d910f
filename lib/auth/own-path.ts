const BASE = "http://stet.invalid";

/** A path of this installation to go on to; "/" for whatever else an address may hold. */
export function ownPath(value: unknown): string {
  if (typeof value !== "string" || !value.startsWith("/") || !URL.canParse(value, BASE)) return "/";
  const { origin, pathname, search, hash } = new URL(value, BASE);
  // "/\t/elsewhere" and "/.//elsewhere" are addresses of other sites, to a browser.
  return origin === BASE && !pathname.startsWith("//") ? `${pathname}${search}${hash}` : "/";
}
