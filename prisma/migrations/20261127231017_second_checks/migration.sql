-- AlterTable
ALTER TABLE "Check" ADD COLUMN     "secondAskedAt" TIMESTAMP(3),
ADD COLUMN     "secondAskedById" UUID,
ADD COLUMN     "secondCheckerId" UUID,
ADD COLUMN     "secondDoneAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Submission" ADD COLUMN     "evidence" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "VerdictOpening" (
    "workspaceId" UUID NOT NULL,
    "checkId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "VerdictOpening_pkey" PRIMARY KEY ("workspaceId","checkId","memberId")
);

-- CreateIndex
CREATE INDEX "Check_workspaceId_secondCheckerId_secondDoneAt_idx" ON "Check"("workspaceId", "secondCheckerId", "secondDoneAt");

-- AddForeignKey
ALTER TABLE "Check" ADD CONSTRAINT "Check_workspaceId_secondCheckerId_fkey" FOREIGN KEY ("workspaceId", "secondCheckerId") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Check" ADD CONSTRAINT "Check_workspaceId_secondAskedById_fkey" FOREIGN KEY ("workspaceId", "secondAskedById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VerdictOpening" ADD CONSTRAINT "VerdictOpening_workspaceId_checkId_fkey" FOREIGN KEY ("workspaceId", "checkId") REFERENCES "Check"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VerdictOpening" ADD CONSTRAINT "VerdictOpening_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
