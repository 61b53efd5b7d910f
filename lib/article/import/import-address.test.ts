import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import zlib from "node:zlib";
import JSZip from "jszip";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textIndexOf } from "@/lib/document/canonical";
import { parseDocument } from "@/lib/document/schema";
import type { FetchGuard } from "@/lib/web/fetch-guarded";
import { type ArticleDraft, DEFAULT_IMPORT_LIMITS, type ImportInput } from "./draft";
import { importAddress } from "./import-address";
import { importArticle } from "./import-article";

const material = path.join(process.cwd(), "../shared/data/pages");
const hasMaterial = existsSync(material);
if (!hasMaterial) {
  process.stdout.write("Real pages are absent (../shared/data/pages): their test is skipped.\n");
}

/** Without the worker, whose start takes a second; one test below has it. */
const read = (input: ImportInput) => importArticle(input, DEFAULT_IMPORT_LIMITS);

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==",
  "base64",
);

const SENTENCES = "The council voted on Monday evening to build a bridge over the river. ".repeat(
  6,
);
const PAGE = `<!doctype html><html lang="en"><head><title>The Bridge</title>
  <link rel="canonical" href="https://canonical.example/bridge"></head><body>
  <nav><a href="/">Home</a></nav>
  <article><h1>The Bridge</h1><p>${SENTENCES}</p>
  <p><a href="../other?a=1">Another page</a> <a href="//else.example/x">elsewhere</a> ${SENTENCES}</p>
  <figure><img src="img/dog.png" alt="A dog"><figcaption>A dog.</figcaption></figure>
  <p>${SENTENCES}</p><img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" data-src="/news/img/lazy.png" alt="Lazy">
  <img src="/inside" alt="Inside"><img src="/missing.png" alt="Missing"><p>${SENTENCES}</p>
  </article></body></html>`;

type Content = [type: string | null, body: string | Buffer, headers?: http.OutgoingHttpHeaders];

const CONTENT: Record<string, Content> = {
  "/news/bridge": ["text/html; charset=utf-8", PAGE],
  "/news/packed": [
    "text/html",
    zlib.brotliCompressSync(PAGE),
    { "content-encoding": "br", vary: "accept-encoding" },
  ],
  "/news/img/dog.png": ["image/png", PNG],
  "/news/img/lazy.png": ["text/plain", PNG],
  "/based/page": [
    "text/html",
    `<!doctype html><html><head><base href="/deep/er/"></head><body><p>${SENTENCES}<a href="x">x</a></p></body></html>`,
  ],
  "/untagged": ["text/html", `<title>Untagged</title><p>${SENTENCES}<a href="x">x</a>`],
  "/latin": [
    "text/html; charset=iso-8859-2",
    Buffer.from("<!doctype html><p>Za\xbf\xf3\xb3\xe6 g\xea\xb6l\xb1 ja\xbc\xf1", "latin1"),
  ],
  "/words.txt": ["text/plain", "A title\n\nWords of a text."],
  "/notes.md": ["text/plain", "# A title\n\nWords *of* [a note](other.md)."],
  "/marked": ["text/markdown", "# A title\n\nWords."],
  "/page-about/a.docx": ["text/html", `<!doctype html><title>A file</title><p>${SENTENCES}`],
  "/picture": ["image/png", PNG],
  // Its length would be refused as too much, if it were read at all.
  "/film": ["video/mp4", "", { "content-length": 1e12 }],
  "/report.pdf": ["application/pdf", "%PDF-1.7"],
  "/blank": ["text/html", "<!doctype html><body></body>"],
  "/nothing": ["text/html", ""],
  "/bomb": [
    "text/html",
    zlib.gzipSync(Buffer.alloc(40 * 1024 * 1024, "<p>word")),
    { "content-encoding": "gzip" },
  ],
};

/** What else a site does. */
const site = http.createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "", "http://site");
  const found = CONTENT[pathname] ?? pageOf(pathname);
  if (pathname === "/moved") response.writeHead(301, { location: "/news/bridge#top" }).end();
  else if (pathname === "/loop") response.writeHead(302, { location: "/loop" }).end();
  else if (pathname === "/inside") {
    response.writeHead(302, { location: `http://127.0.0.1:${insidePort}/` }).end();
  } else if (pathname === "/silent") return;
  else if (!found) response.writeHead(404, { "content-type": "text/html" }).end(PAGE);
  else {
    const [type, body, headers] = found;
    response.writeHead(200, { ...(type && { "content-type": type }), ...headers }).end(body);
  }
});

function pageOf(pathname: string): Content | null {
  const name = /^\/pages\/([\w-]+)\/$/.exec(pathname)?.[1];
  if (!name) return null;
  return ["text/html", readFileSync(path.join(material, name, "source.html"))];
}

/** A server behind the guard, on this machine too. */
const inside = http.createServer((_request, response) => {
  reached += 1;
  response.end(PNG);
});
let reached = 0;
let port: number;
let insidePort: number;

async function listen(server: http.Server): Promise<number> {
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

/** The first server only; and no name is known, so that nothing leaves this machine. */
const guard = (): Partial<FetchGuard> => ({
  allow: [{ host: "127.0.0.1", prefix: null, port }],
  resolve: async () => [],
});
const at = (pathname: string) => `http://127.0.0.1:${port}${pathname}`;
const get = (pathname: string) => importAddress(at(pathname), { read, guard: guard() });

const detailsOf = (work: Promise<unknown>) =>
  work.then(
    () => "imported",
    (error: { details?: unknown }) => error.details ?? error,
  );

const textOf = (draft: ArticleDraft) => textIndexOf(parseDocument(draft.document)).text;

/** Without pictures: a file does not know where its relative ones are. */
const wordsOf = (draft: ArticleDraft) => textOf(draft).replaceAll("\uFFFC", "").trim().split(/\s+/);

function attributesOf(draft: ArticleDraft) {
  const links: string[] = [];
  const images: Record<string, unknown>[] = [];
  parseDocument(draft.document).descendants((node) => {
    if (node.type.name === "image") images.push(node.attrs);
    for (const mark of node.marks) if (mark.type.name === "link") links.push(mark.attrs.href);
  });
  return { links, images };
}

describe("a page", () => {
  test("is read as its file would be, and kept as it was", async () => {
    const { draft, page } = await get("/moved");
    expect(draft.meta).toMatchObject({
      headline: "The Bridge",
      language: "en",
      // Where it was found, not what it calls itself.
      sourceUrl: at("/news/bridge"),
    });
    expect(page).toMatchObject({
      url: at("/moved"),
      finalUrl: at("/news/bridge"),
      mediaType: "text/html",
      sha256: createHash("sha256").update(PAGE).digest("hex"),
    });
    expect(Buffer.from(page.bytes).toString()).toBe(PAGE);
    expect(page.fetchedAt).toBeInstanceOf(Date);
    expect(textOf(draft)).not.toContain("Home");
  });

  test("has absolute links, and its pictures", async () => {
    const { draft } = await get("/news/bridge");
    const { links, images } = attributesOf(draft);
    expect(links).toEqual([at("/other?a=1"), "http://else.example/x"]);
    const src = `picture:${createHash("sha256").update(PNG).digest("hex")}`;
    expect(images).toMatchObject([
      { src, alt: "A dog", origin: at("/news/img/dog.png"), width: 2, height: 2 },
      { src, alt: "Lazy", origin: at("/news/img/lazy.png") },
      { src: null, alt: "Inside", origin: at("/inside") },
      { src: null, alt: "Missing", origin: at("/missing.png") },
    ]);
    expect(draft.pictures).toMatchObject([{ mediaType: "image/png", width: 2, height: 2 }]);
    expect(draft.warnings).toContain("picture_missing");
    expect(reached).toBe(0);
  });

  test("is known by the hash of what was packed", async () => {
    const { page } = await get("/news/packed");
    expect(page.sha256).toBe(createHash("sha256").update(PAGE).digest("hex"));
  });

  test("may set the base of its addresses, and leave out its tags", async () => {
    expect(attributesOf((await get("/based/page")).draft).links).toEqual([at("/deep/er/x")]);
    const { draft } = await get("/untagged");
    expect(draft.meta.headline).toBe("Untagged");
    expect(attributesOf(draft).links).toEqual([at("/x")]);
  });

  test("is decoded as its server says", async () => {
    const { draft } = await get("/latin");
    expect(textOf(draft)).toContain("Zażółć gęślą jaźń");
    expect(draft.warnings).not.toContain("encoding_guessed");
  });

  test("is read by the worker", { timeout: 90_000 }, async () => {
    const { draft } = await importAddress(at("/news/bridge"), { guard: guard() });
    expect(draft.meta.sourceUrl).toBe(at("/news/bridge"));
    expect(draft.pictures).toHaveLength(1);
  });

  test.skipIf(!hasMaterial)("of a real newspaper says what its file says", async () => {
    for (const name of readdirSync(material).filter((_name, i) => i % 3 === 0)) {
      const address = at(`/pages/${name}/`);
      const { draft, page } = await importAddress(address, { read, guard: guard() });
      const bytes = readFileSync(path.join(material, name, "source.html"));
      const file = await read({ bytes, filename: "source.html" });
      expect(wordsOf(draft), name).toEqual(wordsOf(file));
      expect(draft.meta, name).toEqual({ ...file.meta, sourceUrl: address });
      expect(page.sha256, name).toBe(createHash("sha256").update(bytes).digest("hex"));
      for (const link of attributesOf(draft).links) expect(link, name).toMatch(/^(https?|mailto):/);
    }
  });
});

describe("other kinds", () => {
  test("text and Markdown, by type, name and content", async () => {
    expect(textOf((await get("/words.txt")).draft)).toBe("A title\n\nWords of a text.");
    const { draft } = await get("/notes.md");
    expect(draft.meta).toMatchObject({ headline: "A title", sourceUrl: at("/notes.md") });
    expect(attributesOf(draft).links).toEqual([at("/other.md")]);
    expect((await get("/marked")).draft.meta.headline).toBe("A title");
  });

  test("a Word file, whatever it is called", async () => {
    const zip = new JSZip();
    zip.file(
      "word/document.xml",
      '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Hello</w:t></w:r></w:p></w:body></w:document>',
    );
    CONTENT["/download"] = [
      "application/octet-stream",
      await zip.generateAsync({ type: "nodebuffer" }),
    ];
    const { draft } = await get("/download");
    expect(textOf(draft)).toBe("Hello");
    expect(draft.meta.sourceUrl).toBe(at("/download"));
  });

  test("a page about a Word file is a page", async () => {
    expect((await get("/page-about/a.docx")).draft.meta.headline).toBe("A file");
  });
});

describe("refused", () => {
  test.each([
    ["/none", { reason: "status", status: 404 }],
    ["/picture", { reason: "unsupported_type" }],
    ["/film", { reason: "unsupported_type" }],
    ["/report.pdf", { reason: "unsupported_type" }],
    ["/blank", { reason: "empty" }],
    ["/nothing", { reason: "empty" }],
    ["/bomb", { reason: "too_large" }],
    ["/loop", { reason: "too_many_redirects" }],
    ["/inside", { reason: "address_refused" }],
  ])("%s: %j", async (pathname, details) => {
    expect(await detailsOf(get(pathname))).toEqual(details);
    expect(reached).toBe(0);
  });

  test("what is not public, unless it is allowed", async () => {
    expect(await detailsOf(importAddress(at("/news/bridge"), { read }))).toEqual({
      reason: "address_refused",
    });
  });

  test("when whoever asked gave up: before the answer, and while it is read", async () => {
    const early = importAddress(at("/silent"), {
      read,
      guard: guard(),
      signal: AbortSignal.timeout(50),
    });
    expect(await detailsOf(early)).toEqual({ reason: "cancelled" });
    const leaving = new AbortController();
    const late = importAddress(at("/news/bridge"), {
      read: (input) => {
        leaving.abort();
        return read(input);
      },
      guard: guard(),
      signal: leaving.signal,
    });
    expect(await detailsOf(late)).toEqual({ reason: "cancelled" });
  });
});
