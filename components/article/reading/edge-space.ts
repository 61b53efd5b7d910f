/**
 * A range without the space at its edges: where the first or last word of a highlight was deleted,
 * the space beside it is still the highlight's, and a line under nothing looks like a mistake. What
 * is nothing but space stays as it is.
 */
export function withoutEdgeSpace(range: StaticRangeInit): StaticRangeInit {
  let { startOffset, endOffset } = range;
  const { startContainer, endContainer } = range;
  const isBefore = () => startContainer !== endContainer || startOffset < endOffset;
  while (isBefore() && isSpaceAt(startContainer, startOffset)) startOffset += 1;
  while (isBefore() && isSpaceAt(endContainer, endOffset - 1)) endOffset -= 1;
  return isBefore() ? { startContainer, startOffset, endContainer, endOffset } : range;
}

function isSpaceAt(node: Node, offset: number): boolean {
  if (node.nodeType !== Node.TEXT_NODE) return false;
  const character = node.nodeValue?.charAt(offset) ?? "";
  return character !== "" && character.trim() === "";
}
