-- No query or flag has been written by any version before this one: both tables are empty.

-- CreateEnum
CREATE TYPE "QueryAddressee" AS ENUM ('author', 'editor', 'source', 'accused');

-- DropForeignKey
ALTER TABLE "Flag" DROP CONSTRAINT "Flag_workspaceId_articleId_fkey";

-- DropForeignKey
ALTER TABLE "Query" DROP CONSTRAINT "Query_workspaceId_claimId_fkey";

-- AlterTable
ALTER TABLE "Flag" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ALTER COLUMN "articleId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Query" DROP COLUMN "addressee",
DROP COLUMN "answer",
DROP COLUMN "answeredAt",
DROP COLUMN "claimId",
ADD COLUMN     "addresseeEmail" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "addresseeId" UUID,
ADD COLUMN     "addresseeKind" "QueryAddressee" NOT NULL,
ADD COLUMN     "addresseeName" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "deletedAt" TIMESTAMP(3),
ADD COLUMN     "deletedById" UUID,
ADD COLUMN     "remedyBefore" "Remedy",
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "rulingNote" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "rulingWording" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "wordingBefore" TEXT,
ALTER COLUMN "wantedBy" SET NOT NULL;

-- CreateTable
CREATE TABLE "QueryAnswer" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "queryId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "sourceTitle" TEXT NOT NULL DEFAULT '',
    "sourceUrl" TEXT NOT NULL DEFAULT '',
    "sourceQuote" TEXT NOT NULL DEFAULT '',
    "isLate" BOOLEAN NOT NULL,
    "byId" UUID,
    "linkId" UUID,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "QueryAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QueryLink" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "addresseeName" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "revokedAt" TIMESTAMP(3),
    "revokedById" UUID,

    CONSTRAINT "QueryLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QueryLinkItem" (
    "workspaceId" UUID NOT NULL,
    "linkId" UUID NOT NULL,
    "queryId" UUID NOT NULL,

    CONSTRAINT "QueryLinkItem_pkey" PRIMARY KEY ("workspaceId","linkId","queryId")
);

-- CreateIndex
CREATE UNIQUE INDEX "QueryAnswer_workspaceId_id_key" ON "QueryAnswer"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "QueryAnswer_workspaceId_queryId_ordinal_key" ON "QueryAnswer"("workspaceId", "queryId", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "QueryLink_tokenHash_key" ON "QueryLink"("tokenHash");

-- CreateIndex
CREATE INDEX "QueryLink_workspaceId_articleId_idx" ON "QueryLink"("workspaceId", "articleId");

-- CreateIndex
CREATE UNIQUE INDEX "QueryLink_workspaceId_id_key" ON "QueryLink"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "QueryLinkItem_workspaceId_queryId_idx" ON "QueryLinkItem"("workspaceId", "queryId");

-- CreateIndex
CREATE INDEX "Flag_workspaceId_claimId_idx" ON "Flag"("workspaceId", "claimId");

-- CreateIndex
CREATE INDEX "Query_workspaceId_annotationId_idx" ON "Query"("workspaceId", "annotationId");

-- AddForeignKey
ALTER TABLE "Query" ADD CONSTRAINT "Query_workspaceId_addresseeId_fkey" FOREIGN KEY ("workspaceId", "addresseeId") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Query" ADD CONSTRAINT "Query_workspaceId_deletedById_fkey" FOREIGN KEY ("workspaceId", "deletedById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueryAnswer" ADD CONSTRAINT "QueryAnswer_workspaceId_queryId_fkey" FOREIGN KEY ("workspaceId", "queryId") REFERENCES "Query"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueryAnswer" ADD CONSTRAINT "QueryAnswer_workspaceId_byId_fkey" FOREIGN KEY ("workspaceId", "byId") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueryAnswer" ADD CONSTRAINT "QueryAnswer_workspaceId_linkId_fkey" FOREIGN KEY ("workspaceId", "linkId") REFERENCES "QueryLink"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueryLink" ADD CONSTRAINT "QueryLink_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueryLink" ADD CONSTRAINT "QueryLink_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueryLink" ADD CONSTRAINT "QueryLink_workspaceId_revokedById_fkey" FOREIGN KEY ("workspaceId", "revokedById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueryLinkItem" ADD CONSTRAINT "QueryLinkItem_workspaceId_linkId_fkey" FOREIGN KEY ("workspaceId", "linkId") REFERENCES "QueryLink"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QueryLinkItem" ADD CONSTRAINT "QueryLinkItem_workspaceId_queryId_fkey" FOREIGN KEY ("workspaceId", "queryId") REFERENCES "Query"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Flag" ADD CONSTRAINT "Flag_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
