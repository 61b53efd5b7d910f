-- AlterTable
ALTER TABLE "Target" ADD COLUMN     "lostFrom" INTEGER;
