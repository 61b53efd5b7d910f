import type { Highlight } from "@/components/article/reading/highlight";
import type { HighlightState } from "@/lib/annotation/state";

/** What every page of the benchmark can do; the driver calls nothing else. */
export interface BenchPage {
  /** Puts the text on the page, without highlights. */
  open(): Promise<void>;
  /** Paints highlights on the standing text. */
  load(highlights: readonly Highlight[]): void;
  add(highlight: Highlight): void;
  status(id: string, state: HighlightState): void;
  /** The middle of the first letter of a highlight, scrolled onto the screen. */
  pointOf(highlight: Highlight): { x: number; y: number };
  /** Puts the caret to an offset, if the page has one. */
  caret(offset: number): boolean;
  /** The annotations found at the last click. */
  clicked: string[];
}

declare global {
  interface Window {
    page: BenchPage;
    fixture: import("./fixture").Fixture;
    sets: Record<string, Highlight[]>;
    measure: typeof measure;
    afterFrame: typeof afterFrame;
  }
}

/** Resolves when the next frame has been drawn by the main thread. */
export function afterFrame(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
}

/** Milliseconds from the call of `work` to the end of the frame that shows it. */
export async function measure(work: () => void): Promise<number> {
  await afterFrame();
  await afterFrame();
  const start = performance.now();
  work();
  return (await afterFrame()) - start;
}

export function publish(page: BenchPage): void {
  window.page = page;
  window.measure = measure;
  window.afterFrame = afterFrame;
}

/** Lines that differ by state, for the reference pages; the same properties as the product's. */
export const referenceRules = (selector: (state: string) => string): string =>
  [
    ["note", "dotted 2px #6b5b95"],
    ["nothing", "solid 1px #8a8378"],
    ["unchecked", "dashed 2px #9a5b00"],
    ["in_progress", "dashed 1px #1f6fb2"],
    ["in_review", "double 1.5px #1a4f9c"],
    ["disputed", "wavy 1.5px #b3261e"],
    ["approved", "solid 2px #2e7d4f"],
    ["attention", "solid 3.5px #c25700"],
    ["stale", "dotted 3px #8a5a2b"],
  ]
    .map(([state, line]) => `${selector(state ?? "")} { text-decoration: underline ${line}; }`)
    .join("\n");

export function addStyle(css: string): void {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
}

/** The plain look that all reference pages share. */
export const referenceText =
  "body { margin: 0; } .text { max-width: 38rem; margin: 0 auto; font: 19px/1.65 Georgia, serif; }" +
  ".text p { margin: 0.9em 0 0; }";
