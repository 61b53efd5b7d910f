-- CreateTable
CREATE TABLE "Thread" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "articleId" UUID,
    "annotationId" UUID,
    "claimId" UUID,
    "citationId" UUID,
    "blocksSignOff" BOOLEAN NOT NULL DEFAULT false,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "resolvedAt" TIMESTAMP(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ThreadTransition" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "threadId" UUID NOT NULL,
    "resolved" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "byId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ThreadTransition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Comment" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "threadId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedAt" TIMESTAMP(3),
    "deletedAt" TIMESTAMP(3),
    "deletedById" UUID,

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CommentRevision" (
    "workspaceId" UUID NOT NULL,
    "commentId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CommentRevision_pkey" PRIMARY KEY ("workspaceId","commentId","revision")
);

-- CreateTable
CREATE TABLE "CommentMention" (
    "workspaceId" UUID NOT NULL,
    "commentId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMP(3),

    CONSTRAINT "CommentMention_pkey" PRIMARY KEY ("workspaceId","commentId","memberId")
);

-- CreateIndex
CREATE INDEX "Thread_workspaceId_articleId_idx" ON "Thread"("workspaceId", "articleId");

-- CreateIndex
CREATE INDEX "Thread_workspaceId_annotationId_idx" ON "Thread"("workspaceId", "annotationId");

-- CreateIndex
CREATE INDEX "Thread_workspaceId_claimId_idx" ON "Thread"("workspaceId", "claimId");

-- CreateIndex
CREATE UNIQUE INDEX "Thread_workspaceId_id_key" ON "Thread"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "ThreadTransition_workspaceId_threadId_idx" ON "ThreadTransition"("workspaceId", "threadId");

-- CreateIndex
CREATE UNIQUE INDEX "Comment_workspaceId_id_key" ON "Comment"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Comment_workspaceId_threadId_ordinal_key" ON "Comment"("workspaceId", "threadId", "ordinal");

-- CreateIndex
CREATE INDEX "CommentMention_workspaceId_memberId_idx" ON "CommentMention"("workspaceId", "memberId");

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_workspaceId_annotationId_fkey" FOREIGN KEY ("workspaceId", "annotationId") REFERENCES "Annotation"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_workspaceId_claimId_fkey" FOREIGN KEY ("workspaceId", "claimId") REFERENCES "Claim"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_workspaceId_citationId_fkey" FOREIGN KEY ("workspaceId", "citationId") REFERENCES "Citation"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadTransition" ADD CONSTRAINT "ThreadTransition_workspaceId_threadId_fkey" FOREIGN KEY ("workspaceId", "threadId") REFERENCES "Thread"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadTransition" ADD CONSTRAINT "ThreadTransition_workspaceId_byId_fkey" FOREIGN KEY ("workspaceId", "byId") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_workspaceId_threadId_fkey" FOREIGN KEY ("workspaceId", "threadId") REFERENCES "Thread"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_workspaceId_deletedById_fkey" FOREIGN KEY ("workspaceId", "deletedById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommentRevision" ADD CONSTRAINT "CommentRevision_workspaceId_commentId_fkey" FOREIGN KEY ("workspaceId", "commentId") REFERENCES "Comment"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommentMention" ADD CONSTRAINT "CommentMention_workspaceId_commentId_fkey" FOREIGN KEY ("workspaceId", "commentId") REFERENCES "Comment"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommentMention" ADD CONSTRAINT "CommentMention_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
