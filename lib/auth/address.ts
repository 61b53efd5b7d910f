import "server-only";
import { BlockList, isIP, isIPv6 } from "node:net";
import { env } from "@/lib/env";

/**
 * The header in which Stet's own server tells its routes the address at the other end of the
 * connection. The server sets it on every request, over whatever a client sent.
 */
export const PEER_HEADER = "x-stet-peer";

/**
 * The address a request came from: that of the connection, or, where a trusted proxy is at its
 * other end, the last one in X-Forwarded-For that is no trusted proxy itself. Null when unknown.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: BlockList = trustedProxies(),
): string | null {
  let address = plainAddress(peer);
  const hops = (forwardedFor ?? "").split(",").reverse();
  for (const hop of hops) {
    if (address === null || !includes(trusted, address)) break;
    const next = plainAddress(hop);
    if (next === null) break;
    address = next;
  }
  return address;
}

/** What attempts are counted by: an IPv4 address, or the /64 that one IPv6 subscriber has. */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const missing = address.includes("::") ? 8 - before.length - after.length : 0;
  const groups = [...before, ...Array<string>(Math.max(0, missing)).fill("0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

/** Addresses and CIDR ranges as Node compares them. */
export function addressList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = "", prefix] = entry.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

let proxies: BlockList | undefined;

function trustedProxies(): BlockList {
  proxies ??= addressList(env.STET_TRUSTED_PROXIES);
  return proxies;
}

function includes(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/** Without a port, brackets, zone or the prefix of an IPv4 address inside IPv6. */
function plainAddress(text: string | undefined): string | null {
  const trimmed = (text ?? "").trim().replace(/%.*$/, "");
  const bare = /^\[(.*)\](?::\d+)?$/.exec(trimmed)?.[1] ?? trimmed;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare;
  const address = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(mapped)?.[1] ?? mapped;
  return isIP(address) === 0 ? null : address;
}
