import { describe, expect, test } from "vitest";
import {
  type AddressRules,
  type Allowance,
  checkAddress,
  checkUrl,
  hostOf,
  isPublicAddress,
} from "./address-guard";

const rules = (...allow: Allowance[]): AddressRules => ({ allow, own: new Set() });
const NOTHING = rules();

describe("an IP address is public", () => {
  // Every entry of IANA's registries of special-purpose addresses: the first and the last of each.
  test.each([
    ["this network", "0.0.0.0", "0.255.255.255"],
    ["private", "10.0.0.0", "10.255.255.255"],
    ["carrier-grade NAT, where Alibaba's metadata are", "100.64.0.0", "100.127.255.255"],
    ["Alibaba's metadata", "100.100.100.200"],
    ["loopback", "127.0.0.0", "127.0.0.1", "127.255.255.255"],
    ["link-local", "169.254.0.0", "169.254.255.255"],
    ["metadata of most clouds", "169.254.169.254", "169.254.170.2"],
    ["private", "172.16.0.0", "172.31.255.255"],
    ["protocol assignments, Oracle's metadata", "192.0.0.0", "192.0.0.192", "192.0.0.255"],
    ["documentation", "192.0.2.0", "198.51.100.255", "203.0.113.7"],
    ["AS112", "192.31.196.1", "192.175.48.1"],
    ["tunnels to multicast", "192.52.193.1"],
    ["6to4 relays", "192.88.99.1"],
    ["private", "192.168.0.0", "192.168.255.255"],
    ["benchmarks", "198.18.0.0", "198.19.255.255"],
    ["multicast", "224.0.0.1", "239.255.255.255"],
    ["reserved", "240.0.0.0", "255.255.255.254"],
    ["broadcast", "255.255.255.255"],
    ["Azure's platform", "168.63.129.16"],
    ["unspecified and loopback", "::", "::1", "0:0:0:0:0:0:0:1"],
    ["IPv4-compatible", "::127.0.0.1", "::8.8.8.8", "::7f00:1"],
    ["IPv4-mapped", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:a9fe:a9fe", "::ffff:8.8.8.8"],
    ["IPv4-translated", "::ffff:0:7f00:1", "::ffff:0:808:808"],
    ["NAT64 around what is not public", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::a00:1"],
    ["NAT64 of local use", "64:ff9b:1::7f00:1", "64:ff9b:1:fffe::808:808"],
    ["discarded", "100::1", "100:0:0:1::1"],
    ["Teredo", "2001::1", "2001:0:4136:e378:8000:63bf:80ff:fffe"],
    ["protocol assignments", "2001:1::1", "2001:1ff:ffff::1"],
    ["benchmarks", "2001:2::1"],
    ["ORCHID", "2001:10::1", "2001:20::1", "2001:30::1"],
    ["documentation", "2001:db8::1", "3fff::1", "3fff:fff:ffff::1"],
    ["6to4", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:808:808::1"],
    ["AS112", "2620:4f:8000::1"],
    ["segment routing", "5f00::1"],
    ["unique local, Amazon's and Google's metadata", "fc00::1", "fd00:ec2::254", "fd20:ce::254"],
    ["link-local", "fe80::1", "fe80::1%eth0", "febf::1"],
    ["site-local", "fec0::1", "feff::1"],
    ["multicast", "ff02::1", "ff0e::1"],
    ["not assigned", "1::1", "4000::1", "8000::1", "e000::1"],
    ["no IP address", "", "example.org", "1.2.3.4.5", "10.0.0.0/8"],
  ])("not: %s", (_what, ...addresses) => {
    for (const address of addresses) expect(isPublicAddress(address), address).toBe(false);
  });

  test.each([
    ["8.8.8.8", "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0"],
    ["126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255"],
    ["172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0"],
    ["223.255.255.255", "168.63.129.15", "2606:4700::1111", "2a00:1450::1", "2001:4860::8888"],
    ["64:ff9b::808:808", "64:ff9b::8.8.8.8"],
  ])("%s", (...addresses) => {
    for (const address of addresses) expect(isPublicAddress(address), address).toBe(true);
  });
});

/** What is said of a URL whose host is an IP address, however that is written. */
function judge(address: string, with_ = NOTHING): string | null {
  const url = new URL(address);
  return checkUrl(url, with_) ?? checkAddress(url, hostOf(url), with_);
}

describe("a URL", () => {
  test.each([
    ["decimal", "http://2130706433/"],
    ["octal", "http://0177.0.0.1/", "http://017700000001/"],
    ["hexadecimal", "http://0x7f000001/", "http://0x7f.0x0.0x0.0x1/", "http://0X7F.1/"],
    ["short", "http://127.1/", "http://127.0.1/", "http://0/"],
    ["mixed", "http://0x7f.1/", "http://169.254.0xa9fe/", "http://0251.0376.0251.0376/"],
    ["escaped", "http://%31%32%37.0.0.1/", "http://127%2e0%2e0%2e1/"],
    ["of other digits and dots", "http://１２７。０。０。１/", "http://①②⑦.⓪.⓪.①/"],
    ["with the root's dot", "http://127.0.0.1./", "http://10.0.0.1./"],
    ["IPv6", "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::]/"],
    ["IPv4 in IPv6", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"],
    ["NAT64", "http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b::a9fe:a9fe]/"],
    ["metadata", "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/"],
    ["with odd separators", "http:\\\\127.0.0.1/", "http:127.0.0.1", "ht\ntp://127.0.0.1/"],
  ])("that is %s is read as the address it means", (_form, ...addresses) => {
    for (const address of addresses) expect(judge(address), address).toBe("address_refused");
  });

  test.each([
    ["http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://localhost../"],
    ["http://a.localhost/", "http://ｌocalhost/", "http://loc%61lhost:8080/"],
    ["http://printer.local/", "http://metadata.google.internal/", "http://x.internal./"],
    ["http://localhost.localdomain/", "http://nas.home.arpa/", "http://intranet/", "http://./"],
  ])("%s and the like are names of this machine or network", (...addresses) => {
    for (const address of addresses) {
      expect(checkUrl(new URL(address), NOTHING), address).toBe("address_refused");
    }
  });

  test.each(["http://localhost.example.org/", "http://internal.org/", "http://127.0.0.1.nip.io/"])(
    "%s is for its addresses to tell",
    (address) => {
      const url = new URL(address);
      expect(checkUrl(url, NOTHING)).toBeNull();
      expect(checkAddress(url, "127.0.0.1", NOTHING)).toBe("address_refused");
      expect(checkAddress(url, "8.8.8.8", NOTHING)).toBeNull();
    },
  );

  test.each([
    ["ftp://example.org/", "bad_scheme"],
    ["file:///etc/passwd", "bad_scheme"],
    ["gopher://127.0.0.1:6379/_x", "bad_scheme"],
    ["data:text/html,x", "bad_scheme"],
    ["javascript:alert(1)", "bad_scheme"],
    ["blob:https://example.org/x", "bad_scheme"],
    ["http://name:word@example.org/", "has_credentials"],
    ["http://example.org@127.0.0.1/", "has_credentials"],
    ["http://:word@example.org/", "has_credentials"],
  ])("%s: %s", (address, reason) => {
    expect(checkUrl(new URL(address), NOTHING)).toBe(reason);
  });

  test.each([
    ["http://8.8.8.8/", null],
    ["https://8.8.8.8/", null],
    ["http://8.8.8.8:443/", null],
    ["http://8.8.8.8:8080/", null],
    ["https://[2606:4700::1111]:8443/", null],
    ["http://8.8.8.8:22/", "bad_port"],
    ["http://8.8.8.8:25/", "bad_port"],
    ["http://8.8.8.8:1023/", "bad_port"],
    ["http://8.8.8.8:6667/", "bad_port"],
    ["http://8.8.8.8:0/", "bad_port"],
  ])("%s, by its port: %s", (address, reason) => {
    expect(judge(address)).toBe(reason);
  });

  test("of the machine's own public address is refused", () => {
    const here = { allow: [], own: new Set(["203.1.2.3"]) };
    expect(judge("http://203.1.2.3/", here)).toBe("address_refused");
    expect(judge("http://203.1.2.4/", here)).toBeNull();
  });
});

describe("an operator's allowance", () => {
  const host = (name: string, port: number | null = null) => ({ host: name, prefix: null, port });

  test("of an address and port opens that port there and no other", () => {
    const allowed = rules(host("127.0.0.1", 4000));
    expect(judge("http://127.0.0.1:4000/", allowed)).toBeNull();
    expect(judge("http://0x7f.1:4000/", allowed)).toBeNull();
    expect(judge("http://127.0.0.1:4001/", allowed)).toBe("address_refused");
    expect(judge("http://127.0.0.2:4000/", allowed)).toBe("address_refused");
    expect(judge("http://[::ffff:127.0.0.1]:4000/", allowed)).toBe("address_refused");
    expect(checkUrl(new URL("http://localhost:4000/"), allowed)).toBe("address_refused");
  });

  test("of a low port opens it nowhere else", () => {
    const allowed = rules(host("10.0.0.5", 81));
    expect(judge("http://10.0.0.5:81/", allowed)).toBeNull();
    expect(judge("http://8.8.8.8:81/", allowed)).toBe("bad_port");
  });

  test("of a range opens it on the ports of the web", () => {
    const allowed = rules(
      { host: "10.1.0.0", prefix: 16, port: null },
      { host: "fd12::", prefix: 32, port: null },
    );
    expect(judge("http://10.1.255.255/", allowed)).toBeNull();
    expect(judge("http://10.1.2.3:8080/", allowed)).toBeNull();
    expect(judge("http://10.1.2.3:22/", allowed)).toBe("address_refused");
    expect(judge("http://10.2.0.0/", allowed)).toBe("address_refused");
    expect(judge("http://[fd12:0:1::1]/", allowed)).toBeNull();
    expect(judge("http://[fd13::1]/", allowed)).toBe("address_refused");
  });

  test("of a name opens where that name leads, and no other name that leads there", () => {
    const allowed = rules(host("wiki.internal"), host("localhost", 3000));
    const wiki = new URL("http://WIKI.internal./page");
    expect(checkUrl(wiki, allowed)).toBeNull();
    expect(checkAddress(wiki, "10.0.0.7", allowed)).toBeNull();
    expect(checkAddress(new URL("http://evil.example/"), "10.0.0.7", allowed)).toBe(
      "address_refused",
    );
    expect(checkUrl(new URL("http://a.wiki.internal/"), allowed)).toBe("address_refused");
    expect(checkAddress(new URL("http://localhost:3000/"), "127.0.0.1", allowed)).toBeNull();
    expect(checkAddress(new URL("http://localhost:3001/"), "127.0.0.1", allowed)).toBe(
      "address_refused",
    );
  });
});
