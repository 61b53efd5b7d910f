import "server-only";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { normaliseAddress } from "@/lib/source/address";
import { cslSchema, type SourceView, sourceTypeSchema } from "./schema";

export const publisherSelect = {
  id: true,
  name: true,
  domain: true,
  reliability: true,
} as const satisfies Prisma.PublisherSelect;

export const sourceSelect = {
  id: true,
  type: true,
  title: true,
  author: true,
  issued: true,
  url: true,
  publisher: { select: publisherSelect },
  primacy: true,
  encyclopaedia: true,
  originId: true,
  csl: true,
  revision: true,
  createdAt: true,
} as const satisfies Prisma.SourceSelect;

type Row = Prisma.SourceGetPayload<{ select: typeof sourceSelect }>;

/** A source as answers show it; a type or field that is no longer known is shown as the nearest. */
export function sourceView({ type, csl, url, createdAt, ...row }: Row): SourceView {
  return {
    ...row,
    type: sourceTypeSchema.catch("document").parse(type),
    url,
    host: url === null ? null : (normaliseAddress(url)?.host ?? null),
    csl: cslSchema.catch({}).parse(csl),
    createdAt: createdAt.toISOString(),
  };
}

/** A living source of the workspace, or null. */
export async function findSource(
  tx: Tx,
  workspaceId: string,
  where: Prisma.SourceWhereInput,
): Promise<SourceView | null> {
  const row = await tx.source.findFirst({
    where: { AND: [where], workspaceId, deletedAt: null },
    select: sourceSelect,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return row && sourceView(row);
}
