import "server-only";
import { createHash } from "node:crypto";
import { promises as dns, type LookupAddress } from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import os from "node:os";
import { MIMEType } from "node:util";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { version } from "@/package.json";
import { type AddressRules, checkAddress, checkUrl, hostOf } from "./address-guard";
import { type FetchRefusal, fetchRefusal } from "./refuse";
import { ENCODINGS, unpack } from "./unpack";

export interface FetchLimits {
  /** From the call to the last byte, redirects included. */
  totalMs: number;
  /** From asking for a name to the end of its answer's headers, at each redirect. */
  headersMs: number;
  headerBytes: number;
  /** Bytes of the body, both as sent and unpacked. */
  bodyBytes: number;
  redirects: number;
}

const DEFAULT_LIMITS: FetchLimits = {
  totalMs: 30_000,
  headersMs: 15_000,
  headerBytes: 64 * 1024,
  bodyBytes: 25 * 1024 * 1024,
  redirects: 5,
};

export interface FetchGuard extends AddressRules {
  /** All addresses of a name. */
  resolve: (host: string) => Promise<readonly LookupAddress[]>;
  /** Who may sign certificates (PEM); undefined for those that Node trusts. */
  authorities?: string | undefined;
}

export interface FetchOptions {
  signal?: AbortSignal | undefined;
  /** The Accept header: what the caller can read. */
  accept?: string;
  /** Whether content of this type is worth reading; asked where an answer is no error. */
  isWanted?: (mediaType: string | null) => boolean;
  limits?: Partial<FetchLimits>;
  guard?: Partial<FetchGuard> | undefined;
}

const KEPT_HEADERS = [
  "cache-control",
  "content-disposition",
  "content-language",
  "content-type",
  "etag",
  "last-modified",
  "retry-after",
] as const;

export interface FetchedAddress {
  /** Where it was in the end, without a fragment. */
  finalUrl: string;
  /** The addresses that led there, each with the status by which it sent on. */
  redirects: { url: string; status: number }[];
  status: number;
  headers: Partial<Record<(typeof KEPT_HEADERS)[number], string>>;
  /** Lower case, without parameters; null where none, or none that can be read, was given. */
  mediaType: string | null;
  /** As the Content-Type header names it. */
  charset: string | null;
  /** The body, unpacked. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Of `bytes`, in hex. */
  sha256: string;
  fetchedAt: Date;
}

/**
 * Fetches an address that a person typed, or that came from where we have no say. Only the public
 * Internet is reached, and what STET_FETCH_ALLOW names: the addresses of a name are looked up and
 * judged once for every request, and the connection is opened to those that passed, so that a name
 * cannot change its mind in between. No cookie, credential or proxy is used.
 *
 * Every final answer is returned, that of an error (404) and "not modified" too.
 *
 * @throws AppError "invalid" with details { reason: FetchRefusal }
 */
export async function fetchGuarded(
  address: string,
  options: FetchOptions = {},
): Promise<FetchedAddress> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const guard: FetchGuard = {
    allow: env.STET_FETCH_ALLOW,
    own: ownAddresses(),
    resolve: (host) => dns.lookup(host, { all: true }),
    ...options.guard,
  };
  const late = AbortSignal.timeout(limits.totalMs);
  const signal = options.signal ? AbortSignal.any([late, options.signal]) : late;
  const headers = {
    accept: options.accept ?? "*/*",
    "accept-encoding": ENCODINGS,
    // The form that sites expect of a program that says who it is.
    "user-agent": `Mozilla/5.0 (compatible; Stet/${version})`,
  };
  try {
    const isWanted = options.isWanted ?? (() => true);
    return await follow(address, { limits, guard, signal, headers, isWanted });
  } catch (error) {
    if (isAppError(error)) throw error;
    if (options.signal?.aborted) throw fetchRefusal("cancelled");
    if (late.aborted) throw fetchRefusal("too_slow");
    const reason = networkReason(error);
    if (reason === null) throw error;
    throw fetchRefusal(reason);
  }
}

interface Task {
  limits: FetchLimits;
  guard: FetchGuard;
  signal: AbortSignal;
  headers: http.OutgoingHttpHeaders;
  isWanted: (mediaType: string | null) => boolean;
}

async function follow(address: string, task: Task): Promise<FetchedAddress> {
  const redirects: FetchedAddress["redirects"] = [];
  let url = parseUrl(address);
  for (;;) {
    const response = await ask(url, task);
    const status = response.statusCode ?? 0;
    const next = redirectOf(response);
    if (next === null) {
      const fetchedAt = new Date();
      const described = describeHeaders(response.headers);
      if (isSuccess(status) && !task.isWanted(described.mediaType)) {
        response.destroy();
        throw fetchRefusal("unsupported_type");
      }
      const body = await readBody(response, task.limits.bodyBytes);
      const encoding = response.headers["content-encoding"];
      const bytes = new Uint8Array(await unpack(body, encoding, task.limits.bodyBytes));
      return {
        finalUrl: url.href,
        redirects,
        status,
        ...described,
        bytes,
        sha256: createHash("sha256").update(bytes).digest("hex"),
        fetchedAt,
      };
    }
    response.destroy();
    if (redirects.length >= task.limits.redirects) throw fetchRefusal("too_many_redirects");
    redirects.push({ url: url.href, status });
    url = parseUrl(next, url);
  }
}

const MAX_ADDRESS = 4096;

function parseUrl(address: string, base?: URL): URL {
  if (address.length > MAX_ADDRESS || !URL.canParse(address, base)) {
    throw fetchRefusal("bad_address");
  }
  const url = new URL(address, base);
  url.hash = "";
  // The dot of the DNS root is no part of the name that a certificate is for.
  url.hostname = url.hostname.replace(/\.+$/, "");
  return url;
}

/** The answer to one request, its body still to be read. */
async function ask(url: URL, task: Task): Promise<http.IncomingMessage> {
  const slow = new AbortController();
  const timer = setTimeout(() => slow.abort(), task.limits.headersMs);
  const signal = AbortSignal.any([task.signal, slow.signal]);
  try {
    const addresses = await unlessAborted(reachableAddresses(url, task.guard), signal);
    return await send(url, addresses, task, signal);
  } catch (error) {
    if (slow.signal.aborted && !task.signal.aborted) throw fetchRefusal("too_slow");
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The addresses of a URL's host that may be connected to: one or more. */
async function reachableAddresses(url: URL, guard: FetchGuard): Promise<LookupAddress[]> {
  const refused = checkUrl(url, guard);
  if (refused) throw fetchRefusal(refused);
  const host = hostOf(url);
  const family = isIP(host);
  const all = family === 0 ? await guard.resolve(host) : [{ address: host, family }];
  const passed = all.filter(({ address }) => checkAddress(url, address, guard) === null);
  if (passed.length > 0) return passed;
  const [first] = all;
  if (!first) throw fetchRefusal("not_found_host");
  throw fetchRefusal(checkAddress(url, first.address, guard) ?? "address_refused");
}

function send(
  url: URL,
  addresses: readonly LookupAddress[],
  { headers, limits, guard }: Task,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      // No pool: a connection that is kept would be used for a name that was judged anew.
      agent: false,
      ca: guard.authorities,
      headers,
      lookup: pinned(addresses),
      maxHeaderSize: limits.headerBytes,
      signal,
    });
    outgoing.once("response", resolve);
    // Not once: what goes wrong after the headers is told by the body, too.
    outgoing.on("error", reject);
    outgoing.end();
  });
}

/** Answers with the addresses that were checked, whatever the name says by now. */
function pinned(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, { all }, answer) => {
    const [first] = addresses;
    if (all) answer(null, [...addresses]);
    else answer(null, first?.address ?? "", first?.family);
  };
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

function redirectOf({ statusCode = 0, headers }: http.IncomingMessage): string | null {
  if (!REDIRECTS.has(statusCode) || headers.location === undefined) return null;
  // Node reads headers as Latin-1; servers that do not escape an address send UTF-8.
  return Buffer.from(headers.location, "latin1").toString("utf8");
}

async function readBody(response: http.IncomingMessage, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  if (Number(response.headers["content-length"]) > limit) {
    response.destroy();
    throw fetchRefusal("too_large");
  }
  for await (const chunk of response) {
    size += chunk.length;
    if (size > limit) throw fetchRefusal("too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function describeHeaders(
  all: http.IncomingHttpHeaders,
): Pick<FetchedAddress, "headers" | "mediaType" | "charset"> {
  const headers: FetchedAddress["headers"] = {};
  for (const name of KEPT_HEADERS) {
    const value = all[name];
    if (value !== undefined) headers[name] = value;
  }
  try {
    const type = new MIMEType(headers["content-type"] ?? "");
    return { headers, mediaType: type.essence, charset: type.params.get("charset") };
  } catch {
    return { headers, mediaType: null, charset: null };
  }
}

/** A lookup in the operating system cannot be stopped, only left alone. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject);
  });
}

const CERTIFICATE_ERROR = /CERT|SIGNATURE|ISSUER|CRL|ERR_TLS/;

/** What a failure of the network means; null for one that is a mistake of ours. */
function networkReason(error: unknown): FetchRefusal | null {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) {
    return null;
  }
  const code = "code" in error ? String(error.code) : "";
  if (code === "") return null;
  if (code === "ENOTFOUND" || code.startsWith("EAI_")) return "not_found_host";
  if (code === "HPE_HEADER_OVERFLOW") return "too_large";
  if (code.startsWith("HPE_")) return "bad_response";
  return CERTIFICATE_ERROR.test(code) ? "insecure" : "unreachable";
}

/** Read anew each time: a laptop changes networks. */
function ownAddresses(): ReadonlySet<string> {
  const interfaces = Object.values(os.networkInterfaces());
  return new Set(interfaces.flatMap((entries = []) => entries.map(({ address }) => address)));
}
