import { describe, expect, test } from "vitest";
import { guessSpeaker } from "@/lib/annotation/speaker";

/** The words are in <angle brackets>; the speaker and the voice that they are guessed to have. */
const cases: [string, string, string][] = [
  ["<The budget fell by 5% last year.>", "", "own"],
  ["“<The budget will fall by 5%>,” McCabe said.", "McCabe", "quotation"],
  ["<“The budget will fall by 5%,”> said Steve McCabe.", "Steve McCabe", "quotation"],
  ["<“Sadly,” he said, “we are failing.”>", "he", "quotation"],
  ['<"The budget will fall," McCabe told the BBC.>', "McCabe", "quotation"],
  [
    "MP Steve McCabe said that <the people of Iran have been failed>.",
    "MP Steve McCabe",
    "paraphrase",
  ],
  [
    "Highlighting mistakes, MP Steve McCabe said that <they were failed>.",
    "MP Steve McCabe",
    "paraphrase",
  ],
  [
    "As Sir Roger Gale pointed out during the conference, <there is law for this>.",
    "Sir Roger Gale",
    "paraphrase",
  ],
  [
    "MP Gale reaffirmed his support, saying that <many stand with the people>.",
    "MP Gale",
    "paraphrase",
  ],
  [
    "MP McCabe also highlighted that the regime continues to <“slaughter people”>.",
    "MP McCabe",
    "quotation",
  ],
  [
    "MP McCabe also highlighted that <the regime continues to “slaughter” people> now.",
    "MP McCabe",
    "paraphrase",
  ],
  [
    "According to the Office for National Statistics, <inflation fell to 3%>.",
    "the Office for National Statistics",
    "paraphrase",
  ],
  ["<Inflation fell to 3%>, according to a report published on Monday.", "a report", "paraphrase"],
  [
    "<Rents have doubled>, the housing minister said on Monday.",
    "the housing minister",
    "paraphrase",
  ],
  ["Police said <the man was 43>.", "Police", "paraphrase"],
  ["Ann Smith, the mayor of Leeds, said <rents doubled>.", "Ann Smith", "paraphrase"],
  ["Last week, the minister said <rents had doubled>.", "the minister", "paraphrase"],
  ["The minister told the BBC on Monday that <rents had doubled>.", "The minister", "paraphrase"],
  ["The regime’s so-called <“death commissions”> sent people to their death.", "", "quotation"],
  ["He was told to leave <the hall at nine>.", "", "own"],
  ["<در تابستان ۱۳۶۷ سی هزار زندانی اعدام شدند.>", "", "own"],
  ["<«سی هزار زندانی اعدام شدند»>", "", "quotation"],
];

describe("who says it, in whose voice", () => {
  test.each(cases)("%s", (notation, speaker, voice) => {
    const words = /<(.*)>/u.exec(notation)?.[1] ?? "";
    expect(guessSpeaker(words, notation.replace(/[<>]/gu, ""))).toEqual({ speaker, voice });
  });

  test("what a quotation says about saying names no speaker", () => {
    expect(guessSpeaker("x", "“She said that it was over.”").speaker).toBe("");
  });

  test("a long run of adverbs or names takes no time", () => {
    const started = performance.now();
    guessSpeaker("x", `${"recently ".repeat(5_000)}. ${"Ann of the ".repeat(2_000)} said`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
