-- AlterTable
ALTER TABLE "ArticleVersion" ADD COLUMN     "rawPageId" UUID;

-- CreateTable
CREATE TABLE "RawPage" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "finalUrl" TEXT NOT NULL,
    "mediaType" TEXT,
    "sha256" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "fetchedAt" TIMESTAMP(3) NOT NULL,
    "createdById" UUID NOT NULL,

    CONSTRAINT "RawPage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RawPage_workspaceId_fetchedAt_idx" ON "RawPage"("workspaceId", "fetchedAt");

-- CreateIndex
CREATE UNIQUE INDEX "RawPage_workspaceId_id_key" ON "RawPage"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "ArticleVersion_workspaceId_rawPageId_idx" ON "ArticleVersion"("workspaceId", "rawPageId");

-- AddForeignKey
ALTER TABLE "ArticleVersion" ADD CONSTRAINT "ArticleVersion_workspaceId_rawPageId_fkey" FOREIGN KEY ("workspaceId", "rawPageId") REFERENCES "RawPage"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RawPage" ADD CONSTRAINT "RawPage_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
