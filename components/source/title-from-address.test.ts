import { expect, it } from "vitest";
import { titleFromAddress } from "./title-from-address";

it.each([
  [
    "https://www.ons.gov.uk/employment/bulletins/uk-labour-market-overview.html",
    "Uk labour market overview",
  ],
  ["https://example.org/2024/05/12/the-vote-that-failed-a1b2c3d4", "The vote that failed"],
  ["https://en.wikipedia.org/wiki/Treaty_of_Rome", "Treaty of Rome"],
  [
    "https://example.org/%D8%A7%D9%84%D8%B3%D9%84%D8%A7%D9%85-%D8%B9%D9%84%DB%8C%DA%A9%D9%85/",
    "السلام علیکم",
  ],
  ["https://www.bbc.co.uk/news/articles/c0x1y2z3", ""],
  ["https://example.org/", ""],
  ["https://example.org/%E0%A4%A", ""],
  ["no address", ""],
])("proposes a title for %s", (url, title) => {
  expect(titleFromAddress(url)).toBe(title);
});
