import { describe, expect, test } from "vitest";
import { textIndexOf } from "./canonical";
import { parseDocument } from "./schema";
import { sentencesIn, sentencesOf } from "./sentences";

const split = (text: string, language = "en") =>
  sentencesOf(text, language).map(({ start, end }) => text.slice(start, end));

describe("sentences", () => {
  test.each([
    ["One. Two! Three?", ["One.", "Two!", "Three?"]],
    ["Mr. Smith met Dr. Jones. They spoke.", ["Mr. Smith met Dr. Jones.", "They spoke."]],
    [
      "He left the U.S. Army in 1990. It was cold.",
      ["He left the U.S. Army in 1990.", "It was cold."],
    ],
    ["He moved to the U.S. The army followed.", ["He moved to the U.S.", "The army followed."]],
    ["J. R. Smith won. No. 5 lost.", ["J. R. Smith won.", "No. 5 lost."]],
    ["“Why?” he asked. “No.” Then he left.", ["“Why?” he asked.", "“No.”", "Then he left."]],
    ["It rose 3.5 percent. “Stop,” she said.", ["It rose 3.5 percent.", "“Stop,” she said."]],
    ["  Spaced.  Out.  ", ["Spaced.", "Out."]],
    ["Line one\nLine two", ["Line one", "Line two"]],
    ["", []],
    ["   ", []],
  ])("%j", (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  test("other scripts", () => {
    expect(split("این یک جمله است. این دومی است؟ بله.", "fa")).toHaveLength(3);
    expect(split("これは文です。次の文です。", "ja")).toHaveLength(2);
    expect(split("C'est fini. M. Hollande est parti.", "fr")).toHaveLength(2);
  });

  test("an unknown language is no error", () => {
    expect(split("One. Two.", "not a language")).toHaveLength(2);
  });

  test("of a range, in offsets of the document", () => {
    const p = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });
    const index = textIndexOf(
      parseDocument({ type: "doc", content: [p("One. Two."), p("Three. Four.")] }),
    );
    const words = (start: number, end: number) =>
      sentencesIn(index, { start, end }, "en").map((s) => index.slice(s.start, s.end));
    expect(words(6, 13)).toEqual(["Two.", "Three."]);
    expect(words(1, 1)).toEqual(["One."]);
  });
});
