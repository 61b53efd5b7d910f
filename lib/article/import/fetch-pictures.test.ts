import { expect, test } from "vitest";
import { parseDocument } from "@/lib/document/schema";
import { DEFAULT_IMPORT_LIMITS, type ImportInput } from "./draft";
import { type FetchPicture, fetchPictures } from "./fetch-pictures";
import { importArticle } from "./import-article";

const LIMITS = { count: 30, bytes: 1000, totalBytes: 3000, atOnce: 8, timeMs: 60_000 };

/** The beginning of a PNG of this size, as long as told. */
function png(width: number, height: number, length = 100): Buffer {
  const bytes = Buffer.alloc(length);
  Buffer.from("89504e470d0a1a0a0000000d49484452", "hex").copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

async function draftOf(html: string) {
  const input: ImportInput = { html: `<p>Words</p>${html}` };
  return importArticle(input, DEFAULT_IMPORT_LIMITS);
}

const image = (name: string) => `<img src="https://a.example/${name}" alt="${name}">`;
const images = (count: number) => Array.from({ length: count }, (_, i) => image(`${i}`)).join("");

function imagesOf(document: unknown) {
  const found: Record<string, unknown>[] = [];
  parseDocument(document).descendants((node) => {
    if (node.type.name === "image") found.push(node.attrs);
  });
  return found;
}

test("what can be had is stored once, with its size; what cannot keeps its address", async () => {
  const draft = await draftOf(`${image("dog")}${image("dog")}${image("same-dog")}${image("gone")}`);
  expect(draft.warnings).toEqual(["picture_missing"]);
  const asked: string[] = [];
  const fetchPicture: FetchPicture = async (address) => {
    asked.push(address.slice("https://a.example/".length));
    return address.endsWith("gone") ? null : png(40, 30);
  };
  const complete = await fetchPictures(draft, fetchPicture, LIMITS);
  expect(asked).toEqual(["dog", "same-dog", "gone"]);
  expect(complete.pictures).toHaveLength(1);
  const src = `picture:${complete.pictures[0]?.sha256}`;
  expect(imagesOf(complete.document)).toMatchObject([
    { src, width: 40, height: 30, origin: "https://a.example/dog", alt: "dog" },
    { src },
    { src, origin: "https://a.example/same-dog" },
    { src: null, origin: "https://a.example/gone", alt: "gone" },
  ]);
  expect(complete.warnings).toEqual(["picture_missing"]);
});

test("where nothing is missing any more, nothing is warned of", async () => {
  const draft = await draftOf(image("dog"));
  const complete = await fetchPictures(draft, async () => png(2, 2), LIMITS);
  expect(complete.warnings).toEqual([]);
  expect(await fetchPictures(complete, () => Promise.reject(new Error("asked")))).toBe(complete);
});

test("bytes that are no picture, or one of absurd size, are told", async () => {
  const draft = await draftOf(`${image("text")}${image("absurd")}`);
  const fetchPicture: FetchPicture = async (address) =>
    address.endsWith("text") ? Buffer.from("<svg></svg>") : png(4_000_000_000, 7);
  const complete = await fetchPictures(draft, fetchPicture, LIMITS);
  expect(complete.warnings).toEqual(["picture_missing", "picture_unreadable"]);
  expect(imagesOf(complete.document)).toMatchObject([
    { src: null },
    { src: `picture:${complete.pictures[0]?.sha256}`, width: null, height: null },
  ]);
});

test("a picture of one pixel is left out, where the text stays whole without it", async () => {
  const draft = await draftOf(
    `${image("pixel")}<blockquote>${image("pixel")}</blockquote><ul><li>a${image("pixel")}</li></ul>`,
  );
  const complete = await fetchPictures(draft, async () => png(1, 1), LIMITS);
  expect(imagesOf(complete.document)).toHaveLength(1);
  expect(complete.warnings).toEqual(["tracker_removed"]);
});

test("only so many are asked for, and only so many at once", async () => {
  let [asked, now, most] = [0, 0, 0];
  const fetchPicture: FetchPicture = async () => {
    asked += 1;
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    now -= 1;
    return png(9, 9);
  };
  const complete = await fetchPictures(await draftOf(images(40)), fetchPicture, LIMITS);
  expect([asked, most]).toEqual([30, 8]);
  expect(imagesOf(complete.document).filter(({ src }) => src !== null)).toHaveLength(30);
  expect(complete.warnings).toEqual(["picture_missing"]);
});

test.each([1, 8])("they take no more than so many bytes in all, %i at a time", async (atOnce) => {
  const bounds: number[] = [];
  const fetchPicture: FetchPicture = async (address, { maxBytes }) => {
    bounds.push(maxBytes);
    await new Promise((resolve) => setTimeout(resolve, 1));
    return maxBytes < 800 ? null : png(9, 1 + Number(address.replace(/\D/g, "")), 800);
  };
  const complete = await fetchPictures(await draftOf(images(8)), fetchPicture, {
    ...LIMITS,
    atOnce,
  });
  expect(complete.pictures.map(({ bytes }) => bytes.length)).toEqual([800, 800, 800]);
  expect(Math.max(...bounds)).toBe(1000);
});

test("what takes too long is given up", async () => {
  const fetchPicture: FetchPicture = (address, { signal }) =>
    address.endsWith("0")
      ? Promise.resolve(png(5, 5))
      : new Promise((resolve) => signal.addEventListener("abort", () => resolve(null)));
  const complete = await fetchPictures(await draftOf(images(12)), fetchPicture, {
    ...LIMITS,
    timeMs: 50,
  });
  // 0 and 10, where the tenth got its turn.
  expect(complete.pictures).toHaveLength(1);
  expect(imagesOf(complete.document)[0]?.src).not.toBeNull();
});
