import "server-only";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { normaliseAddress } from "@/lib/source/address";
import { cslSchema } from "./csl";
import { formatDate } from "./dates";
import { formatNames } from "./names";
import type { SourceView } from "./schema";
import { sourceTypeSchema } from "./source-type";

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
  url: true,
  publisher: { select: publisherSelect },
  primacy: true,
  encyclopaedia: true,
  originId: true,
  language: true,
  notes: true,
  csl: true,
  revision: true,
  createdAt: true,
} as const satisfies Prisma.SourceSelect;

type Row = Prisma.SourceGetPayload<{ select: typeof sourceSelect }>;

/** A source as answers show it; a type or field that is no longer known is shown as the nearest. */
export function sourceView({ type, csl: stored, url, createdAt, ...row }: Row): SourceView {
  const csl = cslSchema.catch({}).parse(stored);
  return {
    ...row,
    author: formatNames(csl.author),
    issued: formatDate(csl.issued),
    type: sourceTypeSchema.catch("document").parse(type),
    url,
    host: url === null ? null : (normaliseAddress(url)?.host ?? null),
    csl,
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
