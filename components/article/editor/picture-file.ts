import type { Node } from "@tiptap/pm/model";
import type { Editor } from "@tiptap/react";
import type { DraftPicture, DraftPictures } from "./pictures";
import { readMaterial } from "./upload";

/**
 * Has the importer read a picture, so that there is one judge of what a picture is, and puts it
 * with an empty caption behind the block that holds the caret. Null where it is none that we take.
 * Who may edit an article and make none names the article.
 */
export async function insertPictureFile(
  { workspace, articleId }: { workspace: string; articleId?: string },
  editor: Editor,
  pictures: DraftPictures,
  file: File,
): Promise<DraftPicture | null> {
  const data = await dataUrl(file);
  const material = { kind: "html", text: `<figure><img alt="" src="${data}"></figure>` } as const;
  const { signal } = new AbortController();
  const answer = await readMaterial(workspace, material, {
    signal,
    ...(articleId && { articleId }),
  });
  if (!answer.ok) return null;
  const [picture] = answer.data.pictures;
  if (!picture) return null;
  pictures.set([picture]);
  const isIn = editor
    .chain()
    .command(({ tr, state }) => {
      const image = imageOf(state.schema.nodeFromJSON(answer.data.document));
      const { figure, figcaption } = state.schema.nodes;
      if (!image || !figure || !figcaption) return false;
      const { $to } = tr.selection;
      const at = $to.depth > 0 ? $to.after(1) : $to.pos;
      const last = tr.doc.lastChild;
      const end = tr.doc.content.size - (last?.type.name === "footnotes" ? last.nodeSize : 0);
      tr.insert(Math.min(at, end), figure.create(null, [image, figcaption.create()]));
      return true;
    })
    .scrollIntoView()
    .run();
  return isIn ? picture : null;
}

function imageOf(document: Node): Node | null {
  const images: Node[] = [];
  document.descendants((node) => {
    if (node.type.name === "image") images.push(node);
  });
  return images[0] ?? null;
}

function dataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
