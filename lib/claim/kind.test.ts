import { describe, expect, test } from "vitest";
import { guessKind } from "@/lib/claim/kind";
import { CLAIM_KINDS, type ClaimKind } from "@/lib/claim/schema-enums";

/** Phrases as newspapers print them; the words are in <angle brackets> where not all is meant. */
const phrases: Record<ClaimKind, string[]> = {
  number: [
    "the Iranian regime ordered the execution of 30,000 political prisoners",
    "the 1,500 people that were killed during the protests in November last year",
    "Inflation fell to 3.2% in May",
    "The bridge cost £4.5m to build",
    "more than 200 people were evacuated",
    "Two-thirds of pupils failed the test",
    "one in five households has no car",
    "Hundreds of thousands marched through London",
    "Sales doubled in 2023",
    "a majority of 47",
    "The firm will cut 2000 jobs",
    "three people were injured",
    "The unemployment rate stood at four per cent",
    "سی هزار و ۳۰۰ زندانی سیاسی",
    "30.000 Gefangene wurden getötet",
  ],
  date: [
    "in the summer of 1988",
    "10th September",
    "He was born on 3 May 1962",
    "The company was founded in 1924",
    "The law came into force in January",
    "aged 43",
    "a 17-year-old girl from Leeds",
    "Ann Smith, 62, of York",
    "at 9.30am on Tuesday",
    "Last week",
    "The treaty expires next year",
    "2024-05-03",
    "۱۳۶۷/۰۵/۰۶",
    "am 12. März 2019",
  ],
  name: [
    "Mostafa Pour Mohammadi was the Minister of Justice",
    "Former Irish Senator Michelle Mulherin",
    "MP Steve McCabe",
    "President-elect Maryam Rajavi",
    "She is the chief executive of the charity",
    "the National Council of Resistance of Iran",
    "Sir Roger Gale",
    "Ebrahim Raisi, who was a presidential candidate",
  ],
  quotation: [
    "“Sadly, we are aligning ourselves with the failed policy of appeasement”",
    '"The budget will fall by 5%," McCabe said.',
    "the regime continues to <“slaughter people”>, he added",
    "a government “<turns on its own people>”, she warned",
    "«سی هزار زندانی اعدام شدند»",
    "„Das war ein Fehler“",
    "“death commissions”",
  ],
  event: [
    "British MPs held a parliamentary conference to discuss the issue",
    "Protesters marched through the capital",
    "The finance minister resigned",
    "The two leaders met in secret",
    "Amnesty International published a report",
    "A fire destroyed the old library",
    "Parliament rejected the deal",
  ],
  place: [
    "The factory lies on the outskirts of Sheffield",
    "headquartered in Geneva",
    "The march ended in <Trafalgar Square>",
    "officials met in <Tehran>",
    "a village north of the border",
    "He lives in Manchester",
  ],
  cause: [
    "The bridge collapsed because its bolts had rusted",
    "The cuts led to a rise in homelessness",
    "Deaths due to air pollution have risen by 5%",
    "The strike was prompted by a row over pay",
    "Officials blamed the flood on a blocked drain",
  ],
  comparison: [
    "Women live longer than men",
    "the largest protest in the country’s history",
    "She is the first woman to lead the party",
    "one of the most horrific crimes against humanity",
    "twice as many as the year before",
    "Rents are higher than in Paris",
    "a record high",
    "the only country without a law on this",
  ],
  attribution: [
    "MP Steve McCabe said that the people of Iran have been failed",
    "According to the ONS, inflation fell to 3%",
    "The minister denied that he had known",
    "Rents have doubled, the housing minister said on Monday",
    "MP Gale reaffirmed his support, saying that many stand with them",
  ],
  image: ["\ufffc"],
  other: [
    "the urgency and importance of seeking justice",
    "There is international law for this reason",
    "…",
    "die Würde des Menschen",
    "عدالت برای همه",
  ],
};

describe.each(CLAIM_KINDS)("%s", (kind) => {
  test.each(phrases[kind])("%s", (phrase) => {
    const [, before = "", words = phrase, after = ""] = /^(.*)<(.*)>(.*)$/u.exec(phrase) ?? [];
    expect(guessKind(words, { before, after })).toBe(kind);
  });
});
