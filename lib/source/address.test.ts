import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseAddress } from "@/lib/source/address";

const key = (url: string) => normaliseAddress(url)?.key;

describe("the same page", () => {
  test.each([
    ["https://Example.ORG/a", "https://example.org/a"],
    ["http://example.org/a", "https://example.org/a"],
    ["https://example.org:443/a", "https://example.org/a"],
    ["http://example.org:80/a", "https://example.org/a"],
    ["https://www.example.org/a", "https://example.org/a"],
    ["https://example.org/a/", "https://example.org/a"],
    ["https://example.org", "https://example.org/"],
    ["https://example.org/a#part", "https://example.org/a"],
    ["https://example.org/a#:~:text=words", "https://example.org/a"],
    ["https://example.org/a?utm_source=x&utm_Medium=y", "https://example.org/a"],
    ["https://example.org/a?gclid=1&id=2&fbclid=3&mc_cid=4&mc_eid=5", "https://example.org/a?id=2"],
    ["https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"],
    ["https://example.org/%7ejo", "https://example.org/~jo"],
    ["https://example.org/caf%c3%a9", "https://example.org/café"],
    ["https://bücher.example/a", "https://xn--bcher-kva.example/a"],
    ["https://user:secret@example.org/a", "https://example.org/a"],
    ["  example.org/a ", "https://example.org/a"],
    ["example.org:8080/a", "http://example.org:8080/a"],
    ["https://example.org./a", "https://example.org/a"],
  ])("%s is %s", (one, other) => {
    expect(key(one)).toBeDefined();
    expect(key(one)).toBe(key(other));
  });
});

describe("another page", () => {
  test.each([
    ["https://example.org/a", "https://example.org/A"],
    ["https://example.org/a?id=1", "https://example.org/a?id=2"],
    ["https://example.org/a", "https://news.example.org/a"],
    ["https://example.org:8443/a", "https://example.org/a"],
    ["https://example.org/a%2Fb", "https://example.org/a/b"],
    ["https://example.org/#/one", "https://example.org/#/two"],
    ["https://example.org/a?x=1&x=2", "https://example.org/a?x=2"],
  ])("%s is not %s", (one, other) => {
    expect(key(one)).not.toBe(key(other));
  });
});

describe("the parts", () => {
  test("the address to keep is as given, but for what tracks", () => {
    expect(normaliseAddress("http://www.BBC.co.uk/news/1/?b=2&a=1&utm_source=x#top")).toEqual({
      key: "bbc.co.uk/news/1?a=1&b=2",
      display: "http://www.bbc.co.uk/news/1/?b=2&a=1",
      host: "bbc.co.uk",
      publisherDomain: "bbc.co.uk",
    });
  });

  test.each([
    ["https://news.bbc.co.uk/a", "bbc.co.uk"],
    ["https://www.ons.gov.uk/", "ons.gov.uk"],
    ["https://www.theguardian.com/uk", "theguardian.com"],
    ["https://jo.github.io/", "github.io"],
    ["https://127.0.0.1/a", null],
    ["http://localhost:3000/", null],
  ])("the publisher of %s is %s", (url, domain) => {
    expect(normaliseAddress(url)?.publisherDomain).toBe(domain);
  });
});

describe("no web address", () => {
  test.each([
    "",
    "notes",
    "two words.org",
    "mailto:a@b.org",
    "javascript:alert(1)",
    "ftp://a.org",
    "data:text/html,x",
    "https://",
    "doi:10.1000/1",
  ])("%j", (url) => {
    expect(normaliseAddress(url)).toBeNull();
  });
});

test("the kept address is the same source, and normalising it changes nothing", () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      const first = normaliseAddress(url);
      expect(first).not.toBeNull();
      expect(normaliseAddress(first?.display ?? "")).toEqual(first);
    }),
  );
});
