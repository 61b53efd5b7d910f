import { expect, test } from "vitest";
import { LikenessSearch } from "./search";
import { tokenize, Vocabulary } from "./tokens";

function found(words: string, text: string, ofBlocks?: boolean): string[] {
  const vocabulary = new Vocabulary();
  const { tokens } = tokenize(words, vocabulary, "en");
  const search = new LikenessSearch(tokenize(text, vocabulary, "en"), vocabulary);
  return search.find(tokens, 3, ofBlocks).map(({ start, end }) => text.slice(start, end));
}

test("finds the stretches that have most of the words, the likeliest first", () => {
  const text = "Early that year the bridge opened. Later that week the bridge closed.";
  expect(found("the bridge opened early", text)).toEqual([
    "Early that year the bridge opened",
    "the bridge",
  ]);
});

test("a stretch lies in one block, unless the words are of several", () => {
  const text = "Nobody saw the bridge\n\nOpened early, it was a loss.";
  expect(found("the bridge opened early", text)).toEqual(["the bridge", "Opened early"]);
  expect(found("the bridge opened early", text, true)).toEqual(["the bridge\n\nOpened early"]);
});
