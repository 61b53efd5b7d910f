import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import GlobalErrorPage from "@/app/global-error";

test("the page that stands in for the layout needs nothing that the layout gives", () => {
  const html = renderToString(createElement(GlobalErrorPage, { error: null, retry: () => {} }));
  expect(html).toMatch(/^<html lang="en-GB"/);
  expect(html).toContain("<title>Something went wrong · Stet</title>");
  expect(html).toMatch(/<h1[^>]*>Something went wrong<\/h1>/);
  expect(html).toContain("Try again");
});
