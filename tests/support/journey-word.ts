import JSZip from "jszip";

interface WordComment {
  words: string;
  author: string;
  text: string;
}

/** The smallest Word file that has a headline and paragraphs, and perhaps a comment on words. */
export function wordFile(
  title: string,
  paragraphs: readonly string[],
  comment?: WordComment,
): Promise<Buffer> {
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const types = "application/vnd.openxmlformats-officedocument.wordprocessingml";
  const run = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;
  const commented = (words: string) =>
    `<w:commentRangeStart w:id="0"/>${run(words)}<w:commentRangeEnd
      w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`;
  const paragraph = (text: string) => {
    const at = comment ? text.indexOf(comment.words) : -1;
    if (!comment || at < 0) return `<w:p>${run(text)}</w:p>`;
    const after = text.slice(at + comment.words.length);
    return `<w:p>${run(text.slice(0, at))}${commented(comment.words)}${run(after)}</w:p>`;
  };
  const relationships = (entries: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries}</Relationships>`;
  const zip = new JSZip();
  zip.file(
    "[Content_Types].xml",
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Override PartName="/word/document.xml" ContentType="${types}.document.main+xml"/>
      <Override PartName="/word/comments.xml" ContentType="${types}.comments+xml"/></Types>`,
  );
  zip.file(
    "_rels/.rels",
    relationships(
      `<Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/>`,
    ),
  );
  zip.file(
    "word/_rels/document.xml.rels",
    relationships(`<Relationship Id="r1" Type="${office}/comments" Target="comments.xml"/>`),
  );
  zip.file(
    "word/document.xml",
    `<w:document ${w}><w:body>
      <w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>${run(title)}</w:p>
      ${paragraphs.map(paragraph).join("")}</w:body></w:document>`,
  );
  const comments = comment
    ? `<w:comment w:id="0" w:author="${comment.author}"><w:p>${run(comment.text)}</w:p></w:comment>`
    : "";
  zip.file("word/comments.xml", `<w:comments ${w}>${comments}</w:comments>`);
  return zip.generateAsync({ type: "nodebuffer" });
}
