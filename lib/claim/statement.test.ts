import { describe, expect, test } from "vitest";
import { proposeStatement, splitSaid } from "@/lib/claim/statement";

describe("a proposed statement", () => {
  test.each([
    ["  the  budget fell\nby 5%, ", "The budget fell by 5%."],
    ["However, the budget fell by 5%", "The budget fell by 5%."],
    ["And yet the budget fell by 5%.", "The budget fell by 5%."],
    [
      "For example, Mostafa Pour Mohammadi was the Minister of Justice",
      "Mostafa Pour Mohammadi was the Minister of Justice.",
    ],
    ["that the people of Iran have been failed", "The people of Iran have been failed."],
    ["That year saw two elections.", "That year saw two elections."],
    ["So far 30 people have died", "So far 30 people have died."],
    ["Andrew Marr was there too", "Andrew Marr was there too."],
    ["Butter costs more than bread", "Butter costs more than bread."],
    ['"The budget will fall by 5%,"', "The budget will fall by 5%."],
    ['members of the "death commissions" rose', "Members of the “death commissions” rose."],
    ["the regime's organization of it all", "The regime’s organization of it all."],
    ["have been failed for decades,”", "Have been failed for decades."],
    ["1,500 people", "1,500 people"],
    ["Minister of Justice", "Minister of Justice"],
    ["‘Trampling Humanity’ examined the arrests", "‘Trampling Humanity’ examined the arrests."],
    ["Did the budget fall by 5%?", "Did the budget fall by 5%?"],
    ["سی هزار زندانی سیاسی اعدام شدند", "سی هزار زندانی سیاسی اعدام شدند."],
    ["\ufffc", ""],
  ])("%j: %s", (words, statement) => {
    expect(proposeStatement(words)).toBe(statement);
    expect(proposeStatement(statement)).toBe(statement);
  });

  test("connectives are English ones in English only", () => {
    expect(proposeStatement("So ist das Leben eben", { language: "de" })).toBe(
      "So ist das Leben eben.",
    );
  });
});

const splits: [string, string, string][] = [
  [
    '"The budget will fall by 5%," McCabe said.',
    "McCabe said that the budget will fall by 5%.",
    "The budget will fall by 5%.",
  ],
  [
    "“I will resign,” said Ann Smith, the mayor of Leeds.",
    "Ann Smith said: “I will resign.”",
    "I will resign.",
  ],
  [
    "“Sadly,” he said, “the policy failed.”",
    "He said that sadly, the policy failed.",
    "Sadly, the policy failed.",
  ],
  [
    "MP McCabe also highlighted that the regime continues to “slaughter people”.",
    "MP McCabe highlighted that the regime continues to “slaughter people”.",
    "The regime continues to slaughter people.",
  ],
  [
    "Highlighting mistakes, MP Steve McCabe said that the people of Iran have been failed.",
    "MP Steve McCabe said that the people of Iran have been failed.",
    "The people of Iran have been failed.",
  ],
  [
    "The minister told the BBC on Monday that rents had doubled.",
    "The minister said that rents had doubled.",
    "Rents had doubled.",
  ],
  [
    "According to the ONS, inflation fell to 3%.",
    "The ONS said that inflation fell to 3%.",
    "Inflation fell to 3%.",
  ],
  [
    "MP Gale reaffirmed his support, saying that many MPs stand with the people.",
    "MP Gale said that many MPs stand with the people.",
    "Many MPs stand with the people.",
  ],
  [
    "Smith (Labour) has also warned that rents would double.",
    "Smith warned that rents would double.",
    "Rents would double.",
  ],
];

describe("said and so", () => {
  test.each(splits)("%s", (sentence, said, so) => {
    expect(splitSaid(sentence, sentence)).toMatchObject({ said, so });
  });

  test("of the reported words alone", () => {
    const sentence = "MP Steve McCabe said that the people of Iran have been failed.";
    expect(splitSaid("the people of Iran have been failed", sentence)).toEqual({
      speaker: "MP Steve McCabe",
      verb: "said",
      said: "MP Steve McCabe said that the people of Iran have been failed.",
      so: "The people of Iran have been failed.",
    });
  });

  test("of words that nobody says", () => {
    expect(splitSaid("the budget fell", "The budget fell by 5%.")).toBeNull();
    expect(splitSaid("McCabe said that", "McCabe said that")).toBeNull();
  });
});
