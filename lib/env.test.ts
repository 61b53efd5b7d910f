import { expect, test } from "vitest";
import { allowance, proxy } from "./env";

test.each([
  ["10.1.0.0/16", { host: "10.1.0.0", prefix: 16, port: null }],
  ["fd00::/8", { host: "fd00::", prefix: 8, port: null }],
  ["10.0.0.5", { host: "10.0.0.5", prefix: null, port: null }],
  ["127.0.0.1:8080", { host: "127.0.0.1", prefix: null, port: 8080 }],
  ["[FD00:0::5]:80", { host: "fd00::5", prefix: null, port: 80 }],
  ["[fd00::5]", { host: "fd00::5", prefix: null, port: null }],
  ["Wiki.Example.internal.:443", { host: "wiki.example.internal", prefix: null, port: 443 }],
  ["localhost", { host: "localhost", prefix: null, port: null }],
  ["bücher.example", { host: "xn--bcher-kva.example", prefix: null, port: null }],
])("%s may be fetched", (text, parsed) => {
  expect(allowance.parse(text)).toEqual(parsed);
});

test.each([
  "10.0.0.0/33",
  "10.0.0/8",
  "http://wiki.internal",
  "wiki.internal/path",
  "wiki.internal:65536",
  "wiki.internal:",
  ":80",
  "a@b",
  "fd00::5",
  "*.internal",
])("%s says nothing that could be allowed", (text) => {
  expect(allowance.safeParse(text).success).toBe(false);
});

test.each(["10.0.0.5", "10.0.0.0/8", "fd00::5", "fd00::/8"])("%s may be a proxy", (text) => {
  expect(proxy.parse(text)).toBe(text);
});

test.each(["proxy.example.org", "10.0.0.0/33", "10.0.0.5:80", "fd00::/129", "any"])(
  "%s is no proxy's address, and the message says so",
  (text) => {
    expect(proxy.safeParse(text).error?.issues).toMatchObject([
      { message: `${text} is neither an address nor a CIDR range` },
    ]);
  },
);
