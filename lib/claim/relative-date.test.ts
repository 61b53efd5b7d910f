import { expect, test } from "vitest";
import { relativeDates } from "./relative-date";

const found = (text: string, language = "en-GB") =>
  relativeDates(text, language).map(({ start, end }) => text.slice(start, end));

test.each([
  ["The council met last week.", ["last week"]],
  ["It opened yesterday and closes tomorrow.", ["yesterday", "tomorrow"]],
  ["Prices rose this year.", ["this year"]],
  ["He spoke on Monday.\n\nOn Friday, he left.", ["on Monday", "On Friday"]],
  ["Two years ago, Leeds had no tram.", ["Two years ago"]],
  ["Over the past year, the campaign grew.", ["the past year"]],
  // Days that are named whole, or counted from one in the text.
  ["He spoke on Monday 3 March.", []],
  ["They met the day before, and earlier.", []],
  ["It opened in 1932.", []],
])("%s", (text, dates) => {
  expect(found(text)).toEqual(dates);
});

test("what is quoted counts from when it was said", () => {
  expect(found("“We saw it last week,” Smith said yesterday.")).toEqual(["yesterday"]);
  expect(found("An open “quotation.\n\nIt ended last week.")).toEqual(["last week"]);
});

test("in other languages nothing is found", () => {
  expect(found("It opened yesterday.", "de")).toEqual([]);
});
