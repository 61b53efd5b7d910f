import "server-only";
import type { MemberActor } from "@/lib/auth/actor";
import type { Work } from "@/lib/event/command";
import type { CheckedPicture } from "./pictures";

/** Stores pictures once for the workspace, and that the article shows them. */
export async function storePictures(
  work: Work<MemberActor>,
  articleId: string,
  pictures: readonly CheckedPicture[],
): Promise<void> {
  if (pictures.length === 0) return;
  const { tx, workspaceId, actor } = work;
  await tx.picture.createMany({
    data: pictures.map((picture) => ({ ...picture, workspaceId, createdById: actor.memberId })),
    skipDuplicates: true,
  });
  await tx.articlePicture.createMany({
    data: pictures.map(({ sha256 }) => ({ workspaceId, articleId, sha256 })),
    skipDuplicates: true,
  });
}
