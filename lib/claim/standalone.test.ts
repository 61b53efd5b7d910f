import { describe, expect, test } from "vitest";
import { standaloneWarnings } from "@/lib/claim/standalone";

const found = (statement: string, options?: Parameters<typeof standaloneWarnings>[1]) =>
  standaloneWarnings(statement, options).map(({ code, word }) => `${code}: ${word}`);

const pointing: [string, string[]][] = [
  ["He resigned in 2019.", ["pronoun: He"]],
  ["Their campaign began in 1988.", ["pronoun: Their"]],
  ["It ordered the execution of 30,000 prisoners in 1988.", ["pronoun: It"]],
  ["The budget fell last week.", ["time: last week"]],
  ["Amnesty International published a report last week.", ["time: last week"]],
  ["1,500 people were killed in November last year.", ["time: last year"]],
  ["Over the past year, the campaign grew.", ["time: the past year", "reference: the campaign"]],
  ["For the last four decades, Iran has escaped justice.", ["time: the last four decades"]],
  ["Ebrahim Raisi is now the Minister of Justice.", ["time: now"]],
  ["Two years ago, Leeds had no tram.", ["time: Two years ago"]],
  ["McCabe spoke in Leeds on Tuesday.", ["time: on Tuesday"]],
  ["Rents are higher here than in Paris.", ["place: here"]],
  ["Nobody lived there.", ["place: there"]],
  ["The company owns a mine in Chile.", ["reference: The company"]],
  ["The minister knew of this law.", ["reference: The minister", "reference: this law"]],
  ["Of Leeds and York, the latter is older.", ["reference: the latter"]],
  ["We have been failed by Britain.", ["speaker: We"]],
  ["Acme employs 500 people.", ["no_as_of: 500"]],
  ["The population of Leeds is 812,000.", ["no_as_of: 812,000"]],
  ["The tower costs £4.5m a day.", ["no_as_of: £4.5m"]],
];

const alone: string[] = [
  "The Iranian regime ordered the execution of 30,000 political prisoners in the summer of 1988.",
  "Steve McCabe said that he had been wrong.",
  "Amnesty International said its report was complete.",
  "It is likely that Acme knew.",
  "It took Acme two years to reply.",
  "There is international law that exists for this reason.",
  "The government of Iran denied the killings.",
  "The company that built the bridge was Acme.",
  "The Home Office confirmed that the report was true.",
  "McCabe spoke on Tuesday 10 September 2020.",
  "Acme employed 500 people in March 2024.",
  "The US signed the treaty in 1988.",
  "Article 5 is binding.",
  "McCabe said: “We are failing here now.”",
  "Knowledge is power.",
  "",
];

describe("a statement that does not stand alone", () => {
  test.each(pointing)("%s", (statement, warnings) => {
    expect(found(statement)).toEqual(warnings);
    for (const { word, start, end } of standaloneWarnings(statement)) {
      expect(statement.slice(start, end)).toBe(word);
    }
  });
});

describe("a statement that stands alone", () => {
  test.each(alone)("%s", (statement) => {
    expect(found(statement)).toEqual([]);
  });
});

test("an as-of answers what changes, but not what is counted back from it", () => {
  expect(found("Acme employs 500 people.", { asOf: "March 2024" })).toEqual([]);
  expect(found("Raisi is now a minister.", { asOf: "2020" })).toEqual([]);
  expect(found("Acme closed last week.", { asOf: "2020" })).toEqual(["time: last week"]);
});

test("other languages are not read as English", () => {
  expect(found("Er war so alt wie her Mann, he!", { language: "de" })).toEqual([]);
  expect(found("He resigned.", { language: "en-GB" })).toEqual(["pronoun: He"]);
});
