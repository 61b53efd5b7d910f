import { parse } from "tldts";

export interface Address {
  /** Equal for addresses of the same page; compared, never shown or followed. */
  key: string;
  /** The address to keep and follow: as given, without fragment and tracking parameters. */
  display: string;
  /** Lower case, in ASCII, without "www.". */
  host: string;
  /** The registrable domain ("bbc.co.uk"), by which a publisher is guessed; null for a bare host. */
  publisherDomain: string | null;
}

/** Parameters that tell who sent the reader and never what is read. */
const TRACKING = new RegExp(
  [
    "^utm_",
    "^(?:gclid|gclsrc|gbraid|wbraid|dclid|gad_source|gad_campaignid|_ga|_gl)$",
    "^(?:fbclid|igshid|igsh|twclid|ttclid|li_fat_id|msclkid|yclid|rdt_cid|epik|sccid)$",
    "^(?:mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|hsctatracking|vero_id|oly_enc_id|oly_anon_id|ck_subscriber_id)$",
    "^(?:at_medium|at_campaign|at_link_id|at_link_origin|at_link_type|at_bbc_team|at_format|at_ptr_name|at_ptr_type)$",
    "^(?:cmpid|ocid|ito|smid|ns_mchannel|ns_source|ns_campaign|ns_linkname|ns_fee|wt\\.mc_id|s_cid|cmp)$",
  ].join("|"),
  "i",
);

/**
 * An address as the workspace compares it: two that differ by case of host, default port, "www.",
 * http or https, fragment, tracking parameters, order of the other parameters or a trailing slash
 * are one source. Null for what is no web address. Paths keep their case, and other parameters
 * count. A fragment that is a route ("#!/…", "#/…") is part of the page and kept.
 */
export function normaliseAddress(url: string): Address | null {
  const parsed = parseWebAddress(url);
  if (!parsed) return null;
  parsed.username = "";
  parsed.password = "";
  parsed.hostname = parsed.hostname.replace(/\.$/, "");
  if (!/^#!?\//.test(parsed.hash)) parsed.hash = "";
  const parameters = [...parsed.searchParams].filter(([name]) => !TRACKING.test(name));
  if (parameters.length < parsed.searchParams.size) {
    parsed.search = new URLSearchParams(parameters).toString();
  }
  const display = parsed.href;

  const host = parsed.hostname.replace(/^www\.(?=.+\.)/, "");
  const path = evenEscapes(parsed.pathname).replace(/\/+$/, "");
  const query = new URLSearchParams(parameters.toSorted(byNameThenValue)).toString();
  const port = parsed.port && `:${parsed.port}`;
  return {
    key: `${host}${port}${path}${query && `?${query}`}${parsed.hash}`,
    display,
    host,
    publisherDomain: parse(host, { allowPrivateDomains: false }).domain,
  };
}

/** What a person typed or pasted; "example.org/a" is taken for a web address, "mailto:" is not. */
function parseWebAddress(url: string): URL | null {
  const text = url.trim();
  if (text === "" || /\s/.test(text)) return null;
  const bare = !/^[a-z][a-z0-9+.-]*:/i.test(text) || /^[\w-]+(?:\.[\w-]+)+:\d+(?:\/|$)/.test(text);
  const address = bare ? `https://${text}` : text;
  if (!URL.canParse(address)) return null;
  const parsed = new URL(address);
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return null;
  return bare && !parsed.hostname.includes(".") ? null : parsed;
}

/** "%7e" and "%7E" and "~" are one character; what must stay escaped stays so. */
function evenEscapes(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : escaped.toUpperCase();
  });
}

function byNameThenValue([a, x]: [string, string], [b, y]: [string, string]): number {
  if (a !== b) return a < b ? -1 : 1;
  return x === y ? 0 : x < y ? -1 : 1;
}
