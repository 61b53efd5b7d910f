-- AlterTable
ALTER TABLE "SignOff" ADD COLUMN     "withdrawReason" TEXT,
ADD COLUMN     "withdrawnAt" TIMESTAMP(3),
ADD COLUMN     "withdrawnById" UUID;

-- AddForeignKey
ALTER TABLE "SignOff" ADD CONSTRAINT "SignOff_workspaceId_withdrawnById_fkey" FOREIGN KEY ("workspaceId", "withdrawnById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
