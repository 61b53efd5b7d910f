// @vitest-environment jsdom
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryDocument } from "@/lib/document/arbitrary-document";
import { textIndexOf } from "@/lib/document/canonical";
import { renderDocument } from "@/lib/document/render";
import { firstWhere, TextMap } from "./text-map";

function mapOf(html: string): TextMap {
  const root = document.createElement("div");
  root.innerHTML = html;
  document.body.replaceChildren(root);
  return new TextMap(root);
}

const article =
  '<h1 data-start="0" data-role="headline">Head</h1>' +
  '<p data-start="6" data-role="body">one <em>two</em> three<br>four</p>' +
  '<figure><img data-start="26"><figcaption><p data-start="29">Caption</p></figcaption></figure>' +
  '<ul><li><p data-start="38">item</p></li></ul>' +
  '<div><table><tbody><tr><td><p data-start="44">a</p></td><td><p data-start="47">b</p></td></tr></tbody></table></div>';
const text = "Head\n\none two three\nfour\n\n\uFFFC\n\nCaption\n\nitem\n\na\n\nb";

describe("a map of rendered text", () => {
  it("finds the node of an offset and the offset of a node", () => {
    const map = mapOf(article);
    const two = map.root.querySelector("em")?.firstChild ?? map.root;
    expect(map.pointAt(10)).toEqual({ node: two, offset: 0 });
    expect(map.pointAt(10, "backward").node.nodeValue).toBe("one ");
    expect(map.offsetOf(two, 2)).toBe(12);
    expect(map.length).toBe(text.length);
  });

  it("takes a line break and a picture for one character each", () => {
    const map = mapOf(article);
    const break_ = map.root.querySelector("br") ?? map.root;
    const image = map.root.querySelector("img") ?? map.root;
    expect(text.slice(19, 20)).toBe("\n");
    expect(map.offsetOf(break_, 0)).toBe(19);
    expect(map.imageAt({ start: 26, end: 27 })).toBe(image);
    expect(map.imageAt({ start: 10, end: 11 })).toBeNull();
    expect(map.offsetOf(image.parentNode ?? image, 0)).toBe(26);
    expect(map.offsetOf(image.parentNode ?? image, 1)).toBe(29);
  });

  it("takes a point between blocks for the start of the next one", () => {
    const map = mapOf(article);
    expect(map.offsetOf(map.root, 0)).toBe(0);
    expect(map.offsetOf(map.root, 1)).toBe(6);
    expect(map.offsetOf(map.root.querySelector("tr") ?? map.root, 1)).toBe(47);
    expect(map.offsetOf(map.root, map.root.childNodes.length)).toBe(text.length);
    expect(map.offsetOf(document.body, 0)).toBeNull();
  });

  it("knows nothing where there is nothing", () => {
    const map = mapOf("");
    expect(map.length).toBe(0);
    expect(map.blockAt(3)).toBe(-1);
    expect(map.pointAt(3)).toEqual({ node: map.root, offset: 0 });
  });

  it("agrees with the canonical text of any document, at every offset", () => {
    fc.assert(
      fc.property(arbitraryDocument, (doc) => {
        const index = textIndexOf(doc);
        const map = mapOf(renderDocument(doc, { pictureUrl: (sha) => `/p/${sha}` }));
        expect(map.blocks.map(({ start }) => start)).toEqual(
          index.blocks.map(({ start }) => start),
        );
        index.blocks.forEach((block, at) => {
          expect(map.blockEnd(at)).toBe(block.end);
          for (let offset = block.start; offset <= block.end; offset++) {
            for (const bias of ["forward", "backward"] as const) {
              const point = map.pointAt(offset, bias);
              expect(map.offsetOf(point.node, point.offset)).toBe(
                block.type === "image" && offset === block.end
                  ? (index.blocks[at + 1]?.start ?? offset)
                  : offset,
              );
            }
          }
          if (block.type === "image") return;
          const range = document.createRange();
          const ends = map.rangeOf(block);
          range.setStart(ends.startContainer, ends.startOffset);
          range.setEnd(ends.endContainer, ends.endOffset);
          expect(range.toString()).toBe(
            index.text
              .slice(block.start, block.end)
              .replaceAll("\n", (_, i) => (hasBreakAt(map, block.start + i) ? "" : "\n")),
          );
        });
      }),
      { numRuns: 25 },
    );
  });
});

function hasBreakAt(map: TextMap, offset: number): boolean {
  const { node, offset: child } = map.pointAt(offset);
  return node.childNodes[child]?.nodeName === "BR";
}

it("finds the first index that passes a monotone test", () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(60), (count, from) => {
      expect(firstWhere(count, (index) => index >= from)).toBe(Math.min(count, from));
    }),
  );
});
