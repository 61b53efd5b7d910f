import { createHash } from "node:crypto";
import type { EventEmitter } from "node:events";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import zlib from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { version } from "@/package.json";
import { TEST_TLS } from "@/tests/support/tls";
import { type FetchGuard, type FetchOptions, fetchGuarded } from "./fetch-guarded";

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const MIB = 1024 * 1024;
const TEXT = "Words ".repeat(1000);

/** What the local site answers, by path. */
const PAGES: Record<string, Answer> = {
  "/page": (_request, response) => {
    response.setHeader("content-type", 'Text/HTML; Charset="ISO-8859-1"');
    response.setHeader("etag", '"a"');
    response.setHeader("set-cookie", "a=b");
    response.end(TEXT);
  },
  "/echo": (request, response) => response.end(JSON.stringify(request.headers)),
  "/bare": (_request, response) => response.end("x"),
  "/odd-type": (_request, response) => response.setHeader("content-type", "page").end("x"),
  "/gone": (_request, response) => response.writeHead(404).end("not here"),
  "/not-modified": (_request, response) =>
    response.writeHead(304, { "content-encoding": "gzip" }).end(),
  "/nowhere": (_request, response) => response.writeHead(302).end("no location"),
  "/loop": (_request, response) => response.writeHead(302, { location: "/loop" }).end(),
  "/silent": () => {},
  "/slow-headers": (request) => {
    const socket = request.socket;
    socket.write("HTTP/1.1 200 OK\r\n");
    trickle((piece) => socket.write(`X-A: ${piece}\r\n`), socket);
  },
  "/trickle": (_request, response) => {
    response.writeHead(200);
    trickle((piece) => response.write(piece), response);
  },
  "/endless": (_request, response) => {
    const block = Buffer.alloc(64 * 1024, "a");
    const write = () => {
      while (!response.destroyed && response.write(block));
    };
    response.on("drain", write);
    write();
  },
  "/announced": (_request, response) => {
    response.writeHead(200, { "content-length": 10 * MIB });
    response.flushHeaders();
  },
  "/cut": (request, response) => {
    response.writeHead(200, { "content-length": 100 });
    response.write("half", () => request.socket.destroy());
  },
  "/many-headers": (_request, response) => {
    for (let i = 0; i < 40; i++) response.setHeader(`x-${i}`, "a".repeat(1000));
    response.end("x");
  },
  "/no-http": (request) => request.socket.end("SSH-2.0-OpenSSH\r\n"),
  "/gzip": packed("gzip", zlib.gzipSync(TEXT)),
  "/x-gzip": packed("X-GZip", zlib.gzipSync(TEXT)),
  "/deflate": packed("deflate", zlib.deflateSync(TEXT)),
  "/deflate-raw": packed("deflate", zlib.deflateRawSync(TEXT)),
  "/br": packed("br", zlib.brotliCompressSync(TEXT)),
  "/gzip-unended": packed("gzip", zlib.gzipSync(TEXT).subarray(0, -8)),
  "/gzip-broken": packed("gzip", Buffer.from("no gzip at all")),
  "/br-broken": packed("br", Buffer.from("no brotli at all")),
  "/unknown-packing": packed("zpaq", Buffer.from("x")),
  "/packed-twice": packed("gzip, gzip", zlib.gzipSync(zlib.gzipSync(TEXT))),
  "/bomb-gzip": packed("gzip", zlib.gzipSync(Buffer.alloc(50 * MIB))),
  "/bomb-br": packed("br", zlib.brotliCompressSync(Buffer.alloc(50 * MIB))),
  "/bomb-deflate": packed("deflate", zlib.deflateSync(Buffer.alloc(50 * MIB))),
};

function packed(encoding: string, body: Buffer): Answer {
  return (_request, response) => {
    response.writeHead(200, { "content-encoding": encoding }).end(body);
  };
}

function trickle(write: (piece: string) => void, until: EventEmitter): void {
  const timer = setInterval(() => write("a"), 20);
  until.on("close", () => clearInterval(timer));
}

/** Two servers: the site that is allowed, and one behind the guard that counts who reaches it. */
const site = http.createServer(answer);
const inside = http.createServer((_request, response) => response.end("secret"));
let reached = 0;
inside.on("connection", () => {
  reached += 1;
});
let port: number;
let insidePort: number;

function answer(request: http.IncomingMessage, response: http.ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://site");
  const to = searchParams.get("to");
  const left = Number(searchParams.get("left") ?? 0);
  if (pathname === "/to") response.writeHead(302, { location: to ?? "" }).end();
  else if (pathname === "/hops" && left > 0) {
    response.writeHead(301, { location: `hops?left=${left - 1}` }).end("a body that is not read");
  } else if (pathname === "/hops") response.end("there");
  else (PAGES[pathname] ?? PAGES["/gone"])?.(request, response);
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

beforeAll(async () => {
  port = await listen(site);
  insidePort = await listen(inside);
});
afterAll(() => {
  for (const server of [site, inside]) {
    server.closeAllConnections();
    server.close();
  }
});

function allowSite(): Partial<FetchGuard> {
  return { allow: [{ host: "127.0.0.1", prefix: null, port }] };
}

const at = (path: string) => `http://127.0.0.1:${port}${path}`;
const get = (path: string, options: FetchOptions = {}) =>
  fetchGuarded(at(path), { guard: allowSite(), ...options });

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => "fetched",
    (error: { details?: { reason?: unknown } }) => error.details?.reason ?? error,
  );

describe("what is fetched", () => {
  test("is told in full", async () => {
    const before = Date.now();
    const page = await get("/page?a=1#part");
    expect(page).toMatchObject({
      finalUrl: at("/page?a=1"),
      redirects: [],
      status: 200,
      headers: { "content-type": 'Text/HTML; Charset="ISO-8859-1"', etag: '"a"' },
      mediaType: "text/html",
      charset: "ISO-8859-1",
      sha256: createHash("sha256").update(TEXT).digest("hex"),
    });
    expect(page.headers).not.toHaveProperty("set-cookie");
    expect(Buffer.from(page.bytes).toString()).toBe(TEXT);
    expect(page.fetchedAt.getTime()).toBeGreaterThanOrEqual(before);
  });

  test("is asked for by Stet and its version, without cookies or credentials", async () => {
    const page = await get("/echo", { accept: "text/html" });
    const headers = JSON.parse(Buffer.from(page.bytes).toString());
    expect(Object.keys(headers).sort()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ]);
    expect(headers["user-agent"]).toContain(`Stet/${version}`);
    expect(headers).toMatchObject({ accept: "text/html", host: `127.0.0.1:${port}` });
  });

  test("is not read where its type is not wanted, unless it is an error", async () => {
    const asked: (string | null)[] = [];
    const isWanted = (mediaType: string | null) => {
      asked.push(mediaType);
      return false;
    };
    expect(await reasonOf(get("/page", { isWanted }))).toBe("unsupported_type");
    expect(await reasonOf(get("/endless", { isWanted }))).toBe("unsupported_type");
    expect(await get("/gone", { isWanted })).toMatchObject({ status: 404 });
    expect(asked).toEqual(["text/html", null]);
  });

  test("may have no type, or one that nobody can read", async () => {
    expect(await get("/bare")).toMatchObject({ mediaType: null, charset: null });
    expect(await get("/odd-type")).toMatchObject({ mediaType: null, charset: null });
  });

  test("may be an error, or nothing new", async () => {
    expect(await get("/gone")).toMatchObject({ status: 404 });
    expect((await get("/not-modified")).bytes).toHaveLength(0);
    expect(await get("/nowhere")).toMatchObject({ status: 302, redirects: [] });
  });

  test.each(["/gzip", "/x-gzip", "/deflate", "/deflate-raw", "/br", "/gzip-unended"])(
    "is unpacked: %s",
    async (path) => {
      const page = await get(path);
      expect(Buffer.from(page.bytes).toString()).toBe(TEXT);
      expect(page.sha256).toBe(createHash("sha256").update(TEXT).digest("hex"));
    },
  );

  test.each(["/gzip-broken", "/br-broken", "/unknown-packing", "/packed-twice", "/no-http"])(
    "cannot be read: %s",
    async (path) => {
      expect(await reasonOf(get(path))).toBe("bad_response");
    },
  );
});

describe("limits", () => {
  const small = { bodyBytes: MIB };

  test.each(["/bomb-gzip", "/bomb-br", "/bomb-deflate", "/endless", "/announced"])(
    "of the body: %s",
    async (path) => {
      expect(await reasonOf(get(path, { limits: small }))).toBe("too_large");
    },
  );

  test("of the body are what they say", async () => {
    for (const path of ["/page", "/gzip"]) {
      const exact = await get(path, { limits: { bodyBytes: TEXT.length } });
      expect(exact.bytes).toHaveLength(TEXT.length);
      const less = { bodyBytes: TEXT.length - 1 };
      expect(await reasonOf(get(path, { limits: less })), path).toBe("too_large");
    }
  });

  test("of the headers' size", async () => {
    expect((await get("/many-headers")).status).toBe(200);
    const limits = { headerBytes: 30_000 };
    expect(await reasonOf(get("/many-headers", { limits }))).toBe("too_large");
  });

  test.each(["/silent", "/slow-headers"])("of the time to the headers: %s", async (path) => {
    expect(await reasonOf(get(path, { limits: { headersMs: 100 } }))).toBe("too_slow");
  });

  test.each(["/silent", "/trickle", "/slow-headers"])("of all the time: %s", async (path) => {
    const started = Date.now();
    expect(await reasonOf(get(path, { limits: { totalMs: 150 } }))).toBe("too_slow");
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test("of the time that a name takes", async () => {
    const guard = { resolve: () => new Promise<never>(() => {}) };
    const limits = { headersMs: 50 };
    const work = fetchGuarded("http://example.org/", { guard, limits });
    expect(await reasonOf(work)).toBe("too_slow");
  });

  test("of redirects", async () => {
    const page = await get("/hops?left=5");
    expect(page.finalUrl).toBe(at("/hops?left=0"));
    expect(page.redirects.map(({ url }) => url)).toEqual(
      [5, 4, 3, 2, 1].map((left) => at(`/hops?left=${left}`)),
    );
    expect(page.redirects[0]?.status).toBe(301);
    expect(await reasonOf(get("/hops?left=6"))).toBe("too_many_redirects");
    expect(await reasonOf(get("/loop"))).toBe("too_many_redirects");
  });

  test("of patience: whoever asked may give up, at any time", async () => {
    expect(await reasonOf(get("/page", { signal: AbortSignal.abort() }))).toBe("cancelled");
    for (const path of ["/silent", "/trickle"]) {
      const signal = AbortSignal.timeout(80);
      expect(await reasonOf(get(path, { signal })), path).toBe("cancelled");
    }
  });
});

describe("the guard, at work", () => {
  const refusedInside = async (work: Promise<unknown>, reason = "address_refused") => {
    const before = reached;
    expect(await reasonOf(work)).toBe(reason);
    expect(reached).toBe(before);
  };
  const resolving = (...addresses: string[]): Partial<FetchGuard> => ({
    resolve: async () =>
      addresses.map((address) => ({ address, family: net.isIPv6(address) ? 6 : 4 })),
  });

  test("knows no exception by default", async () => {
    await refusedInside(fetchGuarded(`http://127.0.0.1:${insidePort}/`));
    await refusedInside(fetchGuarded(`http://localhost:${insidePort}/`));
    await refusedInside(fetchGuarded(`http://[::ffff:127.0.0.1]:${insidePort}/`));
  });

  test("allows one port and not its neighbour", async () => {
    const guard = allowSite();
    expect(await reasonOf(get("/page"))).toBe("fetched");
    await refusedInside(fetchGuarded(`http://127.0.0.1:${insidePort}/`, { guard }));
  });

  test("judges every redirect", async () => {
    for (const to of [
      `http://127.0.0.1:${insidePort}/`,
      `//127.0.0.1:${insidePort}/`,
      `http://2130706433:${insidePort}/`,
      `http://localhost:${insidePort}/`,
      `http://[::1]:${insidePort}/`,
      "http://169.254.169.254/latest/meta-data/",
    ]) {
      await refusedInside(get(`/to?to=${encodeURIComponent(to)}`));
    }
    const twice = `/to?to=${encodeURIComponent(`http://0x7f.1:${insidePort}/`)}`;
    await refusedInside(get(`/to?to=${encodeURIComponent(twice)}`));
  });

  test.each([
    ["ftp://example.org/", "bad_scheme"],
    ["file:///etc/passwd", "bad_scheme"],
    ["http://a:b@example.org/", "has_credentials"],
    ["http://exa mple.org/", "bad_address"],
    ["http://8.8.8.8:22/", "bad_port"],
  ])("refuses a redirect to %s: %s", async (to, reason) => {
    await refusedInside(get(`/to?to=${encodeURIComponent(to)}`), reason);
  });

  test.each(["", "words", "example.org", "//example.org", `http://a.org/${"a".repeat(5000)}`])(
    "knows no address in %j",
    async (address) => {
      expect(await reasonOf(fetchGuarded(address))).toBe("bad_address");
    },
  );

  test("refuses a name that resolves to this machine", async () => {
    for (const address of ["127.0.0.1", "::1", "::ffff:7f00:1", "169.254.169.254", "10.0.0.1"]) {
      const guard = resolving(address);
      await refusedInside(fetchGuarded(`http://rebind.example:${insidePort}/`, { guard }));
    }
  });

  test("connects to none but the allowed among a name's addresses", async () => {
    const guard = { ...allowSite(), ...resolving("127.0.0.2", "127.0.0.1", "::1") };
    const page = await fetchGuarded(`http://mixed.example:${port}/echo`, { guard });
    expect(JSON.parse(Buffer.from(page.bytes).toString()).host).toBe(`mixed.example:${port}`);
    // Where the allowed one does not answer, the others are not tried.
    const before = reached;
    const silent = {
      allow: [{ host: "127.0.0.2", prefix: null, port: insidePort }],
      ...resolving("127.0.0.2", "127.0.0.1", "::1"),
    };
    const limits = { totalMs: 2000 };
    const work = fetchGuarded(`http://mixed.example:${insidePort}/`, { guard: silent, limits });
    expect(["unreachable", "too_slow"]).toContain(await reasonOf(work));
    expect(reached).toBe(before);
  });

  test("asks a name once for each request, and connects to what was answered then", async () => {
    const answers = ["127.0.0.1", "127.0.0.9"];
    let asked = 0;
    const resolve = async () => [{ address: answers[asked++] ?? "127.0.0.9", family: 4 }];
    const guard = { ...allowSite(), resolve };
    const page = await fetchGuarded(`http://rebind.example:${port}/page`, { guard });
    expect([page.status, asked]).toEqual([200, 1]);
    // The same name, sent on to itself, leads elsewhere by now.
    asked = 0;
    const work = fetchGuarded(`http://rebind.example:${port}/loop`, { guard });
    expect([await reasonOf(work), asked]).toEqual(["address_refused", 2]);
  });

  test("says what the network said", async () => {
    const none = { resolve: async () => [] };
    expect(await reasonOf(fetchGuarded("http://a.example/", { guard: none }))).toBe(
      "not_found_host",
    );
    expect(await reasonOf(fetchGuarded("http://no-such-name.invalid/"))).toBe("not_found_host");
    const server = net.createServer((socket) => socket.destroy());
    const other = await listen(server);
    const guard = { allow: [{ host: "127.0.0.1", prefix: null, port: other }] };
    const hangsUp = fetchGuarded(`http://127.0.0.1:${other}/`, { guard });
    expect(await reasonOf(hangsUp)).toBe("unreachable");
    await new Promise((resolve) => server.close(resolve));
    const closed = fetchGuarded(`http://127.0.0.1:${other}/`, { guard });
    expect(await reasonOf(closed)).toBe("unreachable");
    const noTls = fetchGuarded(`https://127.0.0.1:${port}/`, { guard: allowSite() });
    expect(await reasonOf(noTls)).toBe("unreachable");
    expect(await reasonOf(get("/cut"))).toBe("unreachable");
  });

  test("passes a mistake of ours on as one", async () => {
    const guard = { resolve: () => Promise.reject(new TypeError("a mistake")) };
    await expect(fetchGuarded("http://a.example/", { guard })).rejects.toThrow("a mistake");
  });
});

describe("over TLS", () => {
  const secure = https.createServer(TEST_TLS, (request, response) => {
    asked.push(request.headers.host ?? "");
    response.end(TEXT);
  });
  const asked: string[] = [];
  let securePort: number;
  beforeAll(async () => {
    securePort = await listen(secure);
  });
  afterAll(() => {
    secure.closeAllConnections();
    secure.close();
  });

  /** Every name is here, once: whoever asks again is sent to where nobody is to be reached. */
  function once(authorities?: string): { guard: Partial<FetchGuard>; names: string[] } {
    const names: string[] = [];
    const resolve = async (name: string) => {
      names.push(name);
      const address = names.length === 1 ? "127.0.0.1" : "192.0.2.1";
      return [{ address, family: 4 }];
    };
    const allow = [{ host: "127.0.0.1", prefix: null, port: securePort }];
    return { guard: { allow, resolve, authorities }, names };
  }

  test("the connection goes to the address that was judged, the certificate is for the name", async () => {
    const { guard, names } = once(TEST_TLS.cert);
    const address = `https://${TEST_TLS.name}:${securePort}/`;
    const page = await fetchGuarded(address, { guard });
    expect(Buffer.from(page.bytes).toString()).toBe(TEXT);
    expect(page.finalUrl).toBe(address);
    expect(names).toEqual([TEST_TLS.name]);
    expect(asked).toEqual([`${TEST_TLS.name}:${securePort}`]);
  });

  test.each([
    ["a certificate that is for another name", "other.example", TEST_TLS.cert],
    ["one that is for no address", "127.0.0.1", TEST_TLS.cert],
    ["one that nobody known has signed", TEST_TLS.name, undefined],
  ])("%s is refused before anything is asked", async (_, host, authorities) => {
    const before = asked.length;
    const { guard } = once(authorities);
    const work = fetchGuarded(`https://${host}:${securePort}/`, { guard });
    expect(await reasonOf(work)).toBe("insecure");
    expect(asked).toHaveLength(before);
  });
});
