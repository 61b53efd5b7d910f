-- AlterTable
ALTER TABLE "ArticleVersion" ADD COLUMN     "effect" JSONB,
ADD COLUMN     "restoredFrom" INTEGER;

-- AlterTable
ALTER TABLE "Occurrence" ADD COLUMN     "stillFitsAt" TIMESTAMP(3),
ADD COLUMN     "stillFitsById" UUID,
ADD COLUMN     "stillFitsReason" TEXT;

-- AlterTable
ALTER TABLE "Target" ADD COLUMN     "proposals" JSONB;

-- AddForeignKey
ALTER TABLE "Occurrence" ADD CONSTRAINT "Occurrence_workspaceId_stillFitsById_fkey" FOREIGN KEY ("workspaceId", "stillFitsById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
