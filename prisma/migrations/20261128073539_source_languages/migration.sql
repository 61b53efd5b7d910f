-- CreateIndex
CREATE INDEX "Source_workspaceId_language_idx" ON "Source"("workspaceId", "language");
