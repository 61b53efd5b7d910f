import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { runImport } from "./run";

const reasonOf = (answer: Promise<unknown>) =>
  answer.then(
    () => "imported",
    (error: { details?: { reason?: unknown } }) => error.details?.reason ?? error,
  );

async function wordFile(text: string): Promise<Buffer> {
  const zip = new JSZip();
  const body = `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  zip.file(
    "word/document.xml",
    `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  );
  return zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}

/** The same zip whose directory and headers admit only a few bytes of each entry. */
function withLies(zip: Buffer): Buffer {
  const lying = Buffer.from(zip);
  for (let at = 0; at < lying.length - 4; at++) {
    const signature = lying.readUInt32LE(at);
    if (signature === 0x02014b50) lying.writeUInt32LE(100, at + 24);
    if (signature === 0x04034b50) lying.writeUInt32LE(100, at + 22);
  }
  return lying;
}

// Starting the thread takes a second or two, more on a busy machine.
describe("the import, in its own thread", { timeout: 90_000 }, () => {
  test("reads material and hands over a draft", async () => {
    const draft = await runImport({ html: "<h1>Title</h1><p>Text</p>" });
    expect(draft.meta.headline).toBe("Title");
    const word = await runImport({ bytes: await wordFile("Hello"), filename: "a.docx" });
    expect(JSON.stringify(word.document)).toContain("Hello");
  });

  test("passes a refusal on as one", async () => {
    expect(await reasonOf(runImport({ bytes: Buffer.from("%PDF-1.7") }))).toBe("unsupported_type");
    expect(await reasonOf(runImport({ text: "" }))).toBe("empty");
    expect(await reasonOf(runImport({ text: "too long" }, { fileBytes: 3 }))).toBe("too_large");
  });

  test("is stopped when it takes too long", async () => {
    expect(await reasonOf(runImport({ text: "text" }, { timeMs: 1 }))).toBe("timed_out");
  });

  test("is stopped when it takes too much memory", async () => {
    const html = "<p>a<b>b</b></p>".repeat(150_000);
    expect(await reasonOf(runImport({ html }, { memoryMb: 48 }))).toBe("unpacks_too_large");
  });

  test("refuses a file that unpacks to too much, and one that lies about it", async () => {
    const limits = { unzippedBytes: 1024 * 1024 };
    const bomb = await wordFile("0".repeat(2 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(10_000);
    expect(await reasonOf(runImport({ bytes: bomb }, limits))).toBe("unpacks_too_large");
    expect(await reasonOf(runImport({ bytes: withLies(bomb) }, limits))).toBe("corrupt");
  });

  test("refuses entities that unfold", async () => {
    const zip = new JSZip();
    zip.file(
      "word/document.xml",
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
    );
    const bytes = await zip.generateAsync({ type: "nodebuffer" });
    expect(await reasonOf(runImport({ bytes }))).toBe("corrupt");
  });

  test("runs from plain Node, without a loader", async () => {
    const program = `
      const { Worker } = require("node:worker_threads");
      new Worker(${JSON.stringify(path.join(process.cwd(), "lib/article/import/worker.mjs"))}, {
        workerData: { input: { text: "Words" }, limits: { textBytes: 1000, fileBytes: 1000 } },
      }).once("message", ({ draft }) => process.stdout.write(draft.document.content[0].content[0].text));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", program]);
    expect(stdout).toBe("Words");
  });
});
