import ipaddr from "ipaddr.js";

/** Why an address is not fetched, whatever is there. */
export type AddressRefusal = "bad_scheme" | "has_credentials" | "bad_port" | "address_refused";

/** What an operator lets Stet fetch although it is not public (STET_FETCH_ALLOW). */
export interface Allowance {
  /** A name or an IP address as URLs write them, without brackets. */
  host: string;
  /** Set where `host` begins a CIDR range. */
  prefix: number | null;
  /** Null for every port that is fetched from elsewhere. */
  port: number | null;
}

export interface AddressRules {
  allow: readonly Allowance[];
  /** The addresses of this machine: reached from inside, no firewall is in between. */
  own: ReadonlySet<string>;
}

/** The name or IP address in a URL, without the brackets of IPv6 and the dot of the DNS root. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.+$/, "");
}

/**
 * What a URL alone tells: its scheme, its credentials (fetching without them would be another
 * address than the one given, so they are refused and not stripped), and names that mean this
 * machine or this network wherever they are asked for. These names must be allowed by name. Where
 * any other name leads is checkAddress's to judge.
 */
export function checkUrl(url: URL, { allow }: AddressRules): AddressRefusal | null {
  if (url.protocol !== "http:" && url.protocol !== "https:") return "bad_scheme";
  if (url.username !== "" || url.password !== "") return "has_credentials";
  const host = hostOf(url);
  if (ipaddr.isValid(host) || !isLocalName(host)) return null;
  return allow.some((allowance) => allowance.host === host) ? null : "address_refused";
}

/**
 * Whether a connection may be opened to this IP address for this URL. Every address that a name
 * resolves to must be asked about, at every redirect anew, and the connection opened to one that
 * passed and not to the name.
 */
export function checkAddress(
  url: URL,
  address: string,
  { allow, own }: AddressRules,
): AddressRefusal | null {
  if (allow.some((allowance) => covers(allowance, url, address))) return null;
  if (!isPublicAddress(address) || own.has(address)) return "address_refused";
  return isUsualPort(portOf(url)) ? null : "bad_port";
}

// The IPv6 space from which public addresses are assigned; whatever lies outside has another use.
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");
const NAT64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

/** Answers inside Azure only, to every machine there, though its number is a public one. */
const AZURE_PLATFORM = "168.63.129.16";

/**
 * Whether an IP address belongs to the public Internet: none of the special purposes in IANA's
 * registries. Other forms of IPv4 inside IPv6 are refused even around public addresses, since no
 * public site is at one; but 64:ff9b::/96 is how a network without IPv4 reaches every site that
 * has no IPv6 (RFC 6052), so there the IPv4 address inside decides.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.parse(address);
  if (ip instanceof ipaddr.IPv4)
    return ip.range() === "unicast" && ip.toString() !== AZURE_PLATFORM;
  if (ip.match(NAT64)) return isPublicAddress(ip.toByteArray().slice(-4).join("."));
  return ip.range() === "unicast" && ip.match(GLOBAL_UNICAST);
}

// RFC 6761, 6762 and 8375, ICANN's "internal", and what Unix systems call themselves.
const LOCAL_NAME = /(?:^|\.)(?:localhost|localdomain|local|internal|home\.arpa)$/;

/** A name without a dot is completed by the network it is asked in. */
function isLocalName(host: string): boolean {
  return !host.includes(".") || LOCAL_NAME.test(host);
}

// The ports above 1023 that the Fetch standard blocks, as browsers and undici do: services that may
// take a request for a message of their own.
const BLOCKED_PORTS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669,
  6679, 6697, 10080,
]);

/** Below 1024, where mail, shells and directories are, the web has 80 and 443 only. */
function isUsualPort(port: number): boolean {
  return port === 80 || port === 443 || (port > 1023 && !BLOCKED_PORTS.has(port));
}

function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "https:" ? 443 : 80;
}

function covers({ host, prefix, port }: Allowance, url: URL, address: string): boolean {
  const isPort = port === null ? isUsualPort(portOf(url)) : port === portOf(url);
  if (!isPort) return false;
  if (prefix === null && host === hostOf(url)) return true;
  if (!ipaddr.isValid(host) || !ipaddr.isValid(address)) return false;
  const [ip, range] = [ipaddr.parse(address), ipaddr.parse(host)];
  return ip.kind() === range.kind() && ip.match(range, prefix ?? (ip.kind() === "ipv4" ? 32 : 128));
}
