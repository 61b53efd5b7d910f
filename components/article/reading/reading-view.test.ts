import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { ReadingView } from "./reading-view";

it("has the whole text on the page before any script runs", () => {
  const html = '<p data-start="0" data-role="body">Five &amp; <em>six</em>.</p>';
  const page = renderToString(
    createElement(ReadingView, {
      html,
      text: "Five & six.",
      language: "en",
      direction: "ltr",
      label: "Five and six",
      highlights: [],
      activeIds: [],
      onActivate: () => {},
      onSelect: () => {},
      renderCard: () => null,
      cardsLabel: "Annotations",
      sheet: { opened: false, onClose: () => {} },
    }),
  );
  expect(page).toContain(html);
  expect(page).toContain('data-annot-root=""');
  expect(page).toContain('aria-label="Five and six"');
});
