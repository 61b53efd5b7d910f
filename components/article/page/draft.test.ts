import { describe, expect, it } from "vitest";
import { draftTargets, isPicture, wordsOf } from "./draft";

/** A text with the selection between brackets. */
function marked(source: string) {
  const start = source.indexOf("[");
  const end = source.indexOf("]") - 1;
  return { text: source.replace("[", "").replace("]", ""), span: { start, end } };
}

function targetsOf(source: string) {
  const { text, span } = marked(source);
  return draftTargets(text, span, "en").map(
    ({ role, start, end }) => `${role}: ${text.slice(start, end)}`,
  );
}

describe("the targets of a selection", () => {
  it("are its words and the rest of its sentence", () => {
    expect(targetsOf("It rained. In 1988 [he won 51 votes] in Ohio. It snowed.")).toEqual([
      "words: he won 51 votes",
      "context: In 1988",
      "context: in Ohio.",
    ]);
  });

  it("are the words alone where they are the sentence", () => {
    expect(targetsOf("It rained. [He won 51 votes.] It snowed.")).toEqual([
      "words: He won 51 votes.",
    ]);
    expect(targetsOf("[He won 51 votes].")).toEqual(["words: He won 51 votes"]);
  });

  it("reach over the sentences of several paragraphs", () => {
    expect(targetsOf("Now he [won.\n\nThe vote] was close. It rained.")).toEqual([
      "words: won.\n\nThe vote",
      "context: Now he",
      "context: was close.",
    ]);
  });

  it("are a picture alone", () => {
    const { text, span } = marked("Before.\n\n[\uFFFC]\n\nA caption.");
    expect(isPicture(text, span)).toBe(true);
    expect(draftTargets(text, span, "en")).toHaveLength(1);
  });
});

it("writes a selection on one line", () => {
  const { text, span } = marked("x [a\n\n\uFFFC\n\n b] y");
  expect(wordsOf(text, span)).toBe("a b");
});
