-- CreateEnum
CREATE TYPE "AnnotationKind" AS ENUM ('occurrence', 'note', 'nothing');

-- CreateEnum
CREATE TYPE "NothingReason" AS ENUM ('opinion', 'rhetoric', 'connective', 'common_knowledge');

-- CreateEnum
CREATE TYPE "TargetRole" AS ENUM ('words', 'context');

-- CreateEnum
CREATE TYPE "PlacementState" AS ENUM ('placed', 'changed', 'orphaned');

-- CreateEnum
CREATE TYPE "Voice" AS ENUM ('own', 'paraphrase', 'quotation');

-- CreateEnum
CREATE TYPE "Fit" AS ENUM ('unconfirmed', 'confirmed', 'recheck');

-- CreateEnum
CREATE TYPE "Remedy" AS ENUM ('none', 'fix', 'cut', 'attribute', 'left_to_author');

-- CreateEnum
CREATE TYPE "Direction" AS ENUM ('ltr', 'rtl');

-- CreateEnum
CREATE TYPE "VersionOrigin" AS ENUM ('import', 'edit', 'merge', 'reimport', 'restore');

-- CreateEnum
CREATE TYPE "ArticleRelation" AS ENUM ('author', 'viewer');

-- CreateEnum
CREATE TYPE "ClaimKind" AS ENUM ('number', 'date', 'name', 'quotation', 'event', 'place', 'cause', 'comparison', 'attribution', 'image', 'other');

-- CreateEnum
CREATE TYPE "Sourcing" AS ENUM ('unsourced', 'sourced', 'split', 'contradicted');

-- CreateEnum
CREATE TYPE "CheckStatus" AS ENUM ('unchecked', 'in_progress', 'in_review', 'approved', 'disputed', 'stale');

-- CreateEnum
CREATE TYPE "ActorKind" AS ENUM ('member', 'guest', 'token', 'system');

-- CreateEnum
CREATE TYPE "QueryStatus" AS ENUM ('asked', 'answered', 'no_answer', 'ruled');

-- CreateEnum
CREATE TYPE "FlagKind" AS ENUM ('legal', 'right_of_reply', 'sensitive', 'embargo');

-- CreateEnum
CREATE TYPE "Decision" AS ENUM ('approve', 'request_changes', 'dispute');

-- CreateEnum
CREATE TYPE "Primacy" AS ENUM ('primary', 'secondary', 'tertiary');

-- CreateEnum
CREATE TYPE "Reliability" AS ENUM ('unrated', 'generally_reliable', 'depends', 'generally_unreliable', 'never');

-- CreateEnum
CREATE TYPE "Stance" AS ENUM ('supports', 'partly_supports', 'contradicts', 'context', 'does_not_say');

-- CreateEnum
CREATE TYPE "CitationRelation" AS ENUM ('independent', 'party', 'own_channel');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('admin', 'editor', 'checker', 'author', 'viewer');

-- CreateTable
CREATE TABLE "Installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "setupTokenHash" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completedAt" TIMESTAMP(3),

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "operator" BOOLEAN NOT NULL DEFAULT false,
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "revokedAt" TIMESTAMP(3),
    "userAgent" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PasswordReset" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),

    CONSTRAINT "PasswordReset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "resetsAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Annotation" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "kind" "AnnotationKind" NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "nothingReason" "NothingReason",
    "importedFrom" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),
    "deletedById" UUID,
    "deleteReason" TEXT,

    CONSTRAINT "Annotation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Occurrence" (
    "annotationId" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "claimId" UUID NOT NULL,
    "speaker" TEXT NOT NULL DEFAULT '',
    "saidOn" TEXT NOT NULL DEFAULT '',
    "voice" "Voice" NOT NULL DEFAULT 'own',
    "fit" "Fit" NOT NULL DEFAULT 'unconfirmed',
    "fitById" UUID,
    "fitAt" TIMESTAMP(3),
    "recheck" JSONB,
    "remedy" "Remedy" NOT NULL DEFAULT 'none',
    "remedyWording" TEXT NOT NULL DEFAULT '',
    "remedyApproved" TEXT,
    "remedyDoneAt" TIMESTAMP(3),

    CONSTRAINT "Occurrence_pkey" PRIMARY KEY ("annotationId")
);

-- CreateTable
CREATE TABLE "Target" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "annotationId" UUID NOT NULL,
    "role" "TargetRole" NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "madeVersion" INTEGER NOT NULL,
    "madeStart" INTEGER NOT NULL,
    "madeEnd" INTEGER NOT NULL,
    "exact" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "suffix" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "state" "PlacementState" NOT NULL DEFAULT 'placed',
    "method" TEXT NOT NULL DEFAULT 'made',
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Article" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "headline" TEXT NOT NULL,
    "byline" TEXT NOT NULL DEFAULT '',
    "publishedOn" DATE,
    "sourceUrl" TEXT,
    "language" TEXT NOT NULL,
    "direction" "Direction" NOT NULL DEFAULT 'ltr',
    "deadline" TIMESTAMP(3),
    "priority" INTEGER NOT NULL DEFAULT 0,
    "currentVersion" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Article_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArticleVersion" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "origin" "VersionOrigin" NOT NULL,
    "steps" JSONB,
    "diffMap" JSONB,
    "placements" BYTEA,
    "note" TEXT NOT NULL DEFAULT '',
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ArticleVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArticleMember" (
    "workspaceId" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "relation" "ArticleRelation" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ArticleMember_pkey" PRIMARY KEY ("workspaceId","articleId","memberId","relation")
);

-- CreateTable
CREATE TABLE "Picture" (
    "workspaceId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "bytes" BYTEA NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Picture_pkey" PRIMARY KEY ("workspaceId","sha256")
);

-- CreateTable
CREATE TABLE "ArticlePicture" (
    "workspaceId" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "ArticlePicture_pkey" PRIMARY KEY ("workspaceId","articleId","sha256")
);

-- CreateTable
CREATE TABLE "Claim" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "statement" TEXT NOT NULL,
    "kind" "ClaimKind" NOT NULL DEFAULT 'other',
    "asOf" TEXT NOT NULL DEFAULT '',
    "reportsId" UUID,
    "unchecked" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "sourcing" "Sourcing" NOT NULL DEFAULT 'unsourced',
    "sourcingReason" JSONB NOT NULL,
    "unsourcedReason" TEXT,
    "unsourcedById" UUID,
    "unsourcedAt" TIMESTAMP(3),
    "currentCheckId" UUID,
    "statementById" UUID NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClaimRevision" (
    "workspaceId" UUID NOT NULL,
    "claimId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "statement" TEXT NOT NULL,
    "kind" "ClaimKind" NOT NULL,
    "asOf" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ClaimRevision_pkey" PRIMARY KEY ("workspaceId","claimId","revision")
);

-- CreateTable
CREATE TABLE "ClaimInArticle" (
    "workspaceId" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "claimId" UUID NOT NULL,
    "assigneeId" UUID,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "deadline" TIMESTAMP(3),

    CONSTRAINT "ClaimInArticle_pkey" PRIMARY KEY ("workspaceId","articleId","claimId")
);

-- CreateTable
CREATE TABLE "Check" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "claimId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "status" "CheckStatus" NOT NULL DEFAULT 'unchecked',
    "statusAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checkerId" UUID,
    "approvalsNeeded" INTEGER NOT NULL DEFAULT 1,
    "stale" JSONB,
    "stillHoldsById" UUID,
    "stillHoldsAt" TIMESTAMP(3),
    "stillHoldsReason" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CheckTransition" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "checkId" UUID NOT NULL,
    "from" "CheckStatus" NOT NULL,
    "to" "CheckStatus" NOT NULL,
    "move" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CheckTransition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Submission" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "checkId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "rationale" TEXT NOT NULL DEFAULT '',
    "namedCitations" JSONB NOT NULL DEFAULT '[]',
    "claimRevision" INTEGER NOT NULL,
    "blind" BOOLEAN NOT NULL DEFAULT false,
    "byId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnAt" TIMESTAMP(3),

    CONSTRAINT "Submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LogHead" (
    "workspaceId" UUID NOT NULL,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "hash" TEXT NOT NULL,

    CONSTRAINT "LogHead_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "commandId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actorKind" "ActorKind" NOT NULL,
    "actorId" UUID,
    "type" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "articleId" UUID,
    "claimId" UUID,
    "payloadHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EventPayload" (
    "eventId" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "salt" TEXT,
    "text" TEXT,
    "erasedAt" TIMESTAMP(3),
    "eraseReason" TEXT,

    CONSTRAINT "EventPayload_pkey" PRIMARY KEY ("eventId")
);

-- CreateTable
CREATE TABLE "Query" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "annotationId" UUID,
    "claimId" UUID,
    "addressee" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "wantedBy" TIMESTAMP(3),
    "status" "QueryStatus" NOT NULL DEFAULT 'asked',
    "answer" TEXT,
    "answeredAt" TIMESTAMP(3),
    "ruling" "Remedy",
    "ruledById" UUID,
    "ruledAt" TIMESTAMP(3),
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Query_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Flag" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "annotationId" UUID,
    "claimId" UUID,
    "kind" "FlagKind" NOT NULL,
    "reason" TEXT NOT NULL,
    "raisedById" UUID NOT NULL,
    "raisedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "clearedById" UUID,
    "clearedAt" TIMESTAMP(3),
    "clearReason" TEXT,

    CONSTRAINT "Flag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignOff" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "versionNumber" INTEGER NOT NULL,
    "exceptions" JSONB NOT NULL DEFAULT '[]',
    "headSequence" BIGINT NOT NULL,
    "headHash" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignOff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Review" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "checkId" UUID NOT NULL,
    "submissionId" UUID NOT NULL,
    "decision" "Decision" NOT NULL,
    "reasons" JSONB NOT NULL DEFAULT '[]',
    "comment" TEXT NOT NULL DEFAULT '',
    "verdict" TEXT,
    "claimRevision" INTEGER NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewedOccurrence" (
    "workspaceId" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "annotationId" UUID NOT NULL,
    "remedy" "Remedy" NOT NULL,
    "remedyWording" TEXT NOT NULL,

    CONSTRAINT "ReviewedOccurrence_pkey" PRIMARY KEY ("workspaceId","reviewId","annotationId")
);

-- CreateTable
CREATE TABLE "Publisher" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "domain" TEXT,
    "reliability" "Reliability" NOT NULL DEFAULT 'unrated',
    "reason" TEXT NOT NULL DEFAULT '',
    "ratedById" UUID,
    "ratedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Publisher_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Source" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'webpage',
    "title" TEXT NOT NULL,
    "author" TEXT NOT NULL DEFAULT '',
    "issued" TEXT NOT NULL DEFAULT '',
    "url" TEXT,
    "addressKey" TEXT,
    "publisherId" UUID,
    "primacy" "Primacy" NOT NULL DEFAULT 'secondary',
    "encyclopaedia" BOOLEAN NOT NULL DEFAULT false,
    "originId" UUID,
    "csl" JSONB NOT NULL DEFAULT '{}',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Snapshot" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "sourceId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "finalUrl" TEXT,
    "headers" JSONB NOT NULL DEFAULT '{}',
    "createdById" UUID NOT NULL,
    "fetchedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Citation" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "claimId" UUID NOT NULL,
    "sourceId" UUID NOT NULL,
    "stance" "Stance" NOT NULL,
    "relation" "CitationRelation" NOT NULL DEFAULT 'independent',
    "quote" TEXT NOT NULL DEFAULT '',
    "locator" JSONB,
    "comment" TEXT NOT NULL DEFAULT '',
    "snapshotId" UUID,
    "seenById" UUID,
    "seenAt" TIMESTAMP(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "deletedAt" TIMESTAMP(3),

    CONSTRAINT "Citation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Workspace" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ratingScale" JSONB NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "nextClaim" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMP(3),

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "acceptedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "PasswordReset_tokenHash_key" ON "PasswordReset"("tokenHash");

-- CreateIndex
CREATE INDEX "PasswordReset_userId_idx" ON "PasswordReset"("userId");

-- CreateIndex
CREATE INDEX "RateLimit_resetsAt_idx" ON "RateLimit"("resetsAt");

-- CreateIndex
CREATE INDEX "Annotation_workspaceId_articleId_deletedAt_idx" ON "Annotation"("workspaceId", "articleId", "deletedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Annotation_workspaceId_id_key" ON "Annotation"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "Occurrence_workspaceId_claimId_idx" ON "Occurrence"("workspaceId", "claimId");

-- CreateIndex
CREATE INDEX "Occurrence_workspaceId_articleId_idx" ON "Occurrence"("workspaceId", "articleId");

-- CreateIndex
CREATE UNIQUE INDEX "Occurrence_workspaceId_annotationId_key" ON "Occurrence"("workspaceId", "annotationId");

-- CreateIndex
CREATE INDEX "Target_workspaceId_articleId_idx" ON "Target"("workspaceId", "articleId");

-- CreateIndex
CREATE INDEX "Target_workspaceId_annotationId_idx" ON "Target"("workspaceId", "annotationId");

-- CreateIndex
CREATE UNIQUE INDEX "Target_workspaceId_id_key" ON "Target"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "Article_workspaceId_deletedAt_createdAt_idx" ON "Article"("workspaceId", "deletedAt", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Article_workspaceId_id_key" ON "Article"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ArticleVersion_workspaceId_id_key" ON "ArticleVersion"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ArticleVersion_workspaceId_articleId_number_key" ON "ArticleVersion"("workspaceId", "articleId", "number");

-- CreateIndex
CREATE INDEX "ArticleMember_workspaceId_memberId_idx" ON "ArticleMember"("workspaceId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Claim_currentCheckId_key" ON "Claim"("currentCheckId");

-- CreateIndex
CREATE INDEX "Claim_workspaceId_reportsId_idx" ON "Claim"("workspaceId", "reportsId");

-- CreateIndex
CREATE UNIQUE INDEX "Claim_workspaceId_id_key" ON "Claim"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Claim_workspaceId_number_key" ON "Claim"("workspaceId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Claim_workspaceId_currentCheckId_key" ON "Claim"("workspaceId", "currentCheckId");

-- CreateIndex
CREATE INDEX "ClaimInArticle_workspaceId_claimId_idx" ON "ClaimInArticle"("workspaceId", "claimId");

-- CreateIndex
CREATE INDEX "Check_workspaceId_status_statusAt_idx" ON "Check"("workspaceId", "status", "statusAt");

-- CreateIndex
CREATE UNIQUE INDEX "Check_workspaceId_id_key" ON "Check"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Check_workspaceId_claimId_round_key" ON "Check"("workspaceId", "claimId", "round");

-- CreateIndex
CREATE INDEX "CheckTransition_workspaceId_checkId_at_idx" ON "CheckTransition"("workspaceId", "checkId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Submission_workspaceId_id_key" ON "Submission"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Submission_workspaceId_checkId_ordinal_key" ON "Submission"("workspaceId", "checkId", "ordinal");

-- CreateIndex
CREATE INDEX "Event_workspaceId_subjectType_subjectId_idx" ON "Event"("workspaceId", "subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "Event_workspaceId_articleId_sequence_idx" ON "Event"("workspaceId", "articleId", "sequence");

-- CreateIndex
CREATE INDEX "Event_workspaceId_claimId_sequence_idx" ON "Event"("workspaceId", "claimId", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "Event_workspaceId_sequence_key" ON "Event"("workspaceId", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "Event_workspaceId_id_key" ON "Event"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "EventPayload_workspaceId_eventId_key" ON "EventPayload"("workspaceId", "eventId");

-- CreateIndex
CREATE INDEX "Query_workspaceId_articleId_idx" ON "Query"("workspaceId", "articleId");

-- CreateIndex
CREATE UNIQUE INDEX "Query_workspaceId_id_key" ON "Query"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "Flag_workspaceId_articleId_idx" ON "Flag"("workspaceId", "articleId");

-- CreateIndex
CREATE UNIQUE INDEX "Flag_workspaceId_id_key" ON "Flag"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "SignOff_workspaceId_articleId_idx" ON "SignOff"("workspaceId", "articleId");

-- CreateIndex
CREATE UNIQUE INDEX "SignOff_workspaceId_id_key" ON "SignOff"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "Review_workspaceId_checkId_idx" ON "Review"("workspaceId", "checkId");

-- CreateIndex
CREATE INDEX "Review_workspaceId_submissionId_idx" ON "Review"("workspaceId", "submissionId");

-- CreateIndex
CREATE UNIQUE INDEX "Review_workspaceId_id_key" ON "Review"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Publisher_workspaceId_id_key" ON "Publisher"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Publisher_workspaceId_name_key" ON "Publisher"("workspaceId", "name");

-- CreateIndex
CREATE INDEX "Source_workspaceId_addressKey_idx" ON "Source"("workspaceId", "addressKey");

-- CreateIndex
CREATE INDEX "Source_workspaceId_createdAt_idx" ON "Source"("workspaceId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Source_workspaceId_id_key" ON "Source"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "Snapshot_workspaceId_sourceId_idx" ON "Snapshot"("workspaceId", "sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "Snapshot_workspaceId_id_key" ON "Snapshot"("workspaceId", "id");

-- CreateIndex
CREATE INDEX "Citation_workspaceId_claimId_idx" ON "Citation"("workspaceId", "claimId");

-- CreateIndex
CREATE INDEX "Citation_workspaceId_sourceId_idx" ON "Citation"("workspaceId", "sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "Citation_workspaceId_id_key" ON "Citation"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Workspace_slug_key" ON "Workspace"("slug");

-- CreateIndex
CREATE INDEX "Member_userId_idx" ON "Member"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Member_workspaceId_id_key" ON "Member"("workspaceId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Member_workspaceId_userId_key" ON "Member"("workspaceId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_workspaceId_id_key" ON "Invitation"("workspaceId", "id");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PasswordReset" ADD CONSTRAINT "PasswordReset_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_workspaceId_deletedById_fkey" FOREIGN KEY ("workspaceId", "deletedById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Occurrence" ADD CONSTRAINT "Occurrence_workspaceId_annotationId_fkey" FOREIGN KEY ("workspaceId", "annotationId") REFERENCES "Annotation"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Occurrence" ADD CONSTRAINT "Occurrence_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Occurrence" ADD CONSTRAINT "Occurrence_workspaceId_claimId_fkey" FOREIGN KEY ("workspaceId", "claimId") REFERENCES "Claim"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Occurrence" ADD CONSTRAINT "Occurrence_workspaceId_fitById_fkey" FOREIGN KEY ("workspaceId", "fitById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Target" ADD CONSTRAINT "Target_workspaceId_annotationId_fkey" FOREIGN KEY ("workspaceId", "annotationId") REFERENCES "Annotation"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Target" ADD CONSTRAINT "Target_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Target" ADD CONSTRAINT "Target_workspaceId_articleId_madeVersion_fkey" FOREIGN KEY ("workspaceId", "articleId", "madeVersion") REFERENCES "ArticleVersion"("workspaceId", "articleId", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleVersion" ADD CONSTRAINT "ArticleVersion_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleVersion" ADD CONSTRAINT "ArticleVersion_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleMember" ADD CONSTRAINT "ArticleMember_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleMember" ADD CONSTRAINT "ArticleMember_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Picture" ADD CONSTRAINT "Picture_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticlePicture" ADD CONSTRAINT "ArticlePicture_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticlePicture" ADD CONSTRAINT "ArticlePicture_workspaceId_sha256_fkey" FOREIGN KEY ("workspaceId", "sha256") REFERENCES "Picture"("workspaceId", "sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_workspaceId_statementById_fkey" FOREIGN KEY ("workspaceId", "statementById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_workspaceId_unsourcedById_fkey" FOREIGN KEY ("workspaceId", "unsourcedById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_workspaceId_reportsId_fkey" FOREIGN KEY ("workspaceId", "reportsId") REFERENCES "Claim"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_workspaceId_currentCheckId_fkey" FOREIGN KEY ("workspaceId", "currentCheckId") REFERENCES "Check"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimRevision" ADD CONSTRAINT "ClaimRevision_workspaceId_claimId_fkey" FOREIGN KEY ("workspaceId", "claimId") REFERENCES "Claim"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimRevision" ADD CONSTRAINT "ClaimRevision_workspaceId_byId_fkey" FOREIGN KEY ("workspaceId", "byId") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimInArticle" ADD CONSTRAINT "ClaimInArticle_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimInArticle" ADD CONSTRAINT "ClaimInArticle_workspaceId_claimId_fkey" FOREIGN KEY ("workspaceId", "claimId") REFERENCES "Claim"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimInArticle" ADD CONSTRAINT "ClaimInArticle_workspaceId_assigneeId_fkey" FOREIGN KEY ("workspaceId", "assigneeId") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Check" ADD CONSTRAINT "Check_workspaceId_claimId_fkey" FOREIGN KEY ("workspaceId", "claimId") REFERENCES "Claim"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Check" ADD CONSTRAINT "Check_workspaceId_checkerId_fkey" FOREIGN KEY ("workspaceId", "checkerId") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Check" ADD CONSTRAINT "Check_workspaceId_stillHoldsById_fkey" FOREIGN KEY ("workspaceId", "stillHoldsById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CheckTransition" ADD CONSTRAINT "CheckTransition_workspaceId_checkId_fkey" FOREIGN KEY ("workspaceId", "checkId") REFERENCES "Check"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CheckTransition" ADD CONSTRAINT "CheckTransition_workspaceId_byId_fkey" FOREIGN KEY ("workspaceId", "byId") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Submission" ADD CONSTRAINT "Submission_workspaceId_checkId_fkey" FOREIGN KEY ("workspaceId", "checkId") REFERENCES "Check"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Submission" ADD CONSTRAINT "Submission_workspaceId_byId_fkey" FOREIGN KEY ("workspaceId", "byId") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LogHead" ADD CONSTRAINT "LogHead_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "LogHead"("workspaceId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventPayload" ADD CONSTRAINT "EventPayload_workspaceId_eventId_fkey" FOREIGN KEY ("workspaceId", "eventId") REFERENCES "Event"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Query" ADD CONSTRAINT "Query_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Query" ADD CONSTRAINT "Query_workspaceId_annotationId_fkey" FOREIGN KEY ("workspaceId", "annotationId") REFERENCES "Annotation"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Query" ADD CONSTRAINT "Query_workspaceId_claimId_fkey" FOREIGN KEY ("workspaceId", "claimId") REFERENCES "Claim"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Query" ADD CONSTRAINT "Query_workspaceId_askedById_fkey" FOREIGN KEY ("workspaceId", "askedById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Query" ADD CONSTRAINT "Query_workspaceId_ruledById_fkey" FOREIGN KEY ("workspaceId", "ruledById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Flag" ADD CONSTRAINT "Flag_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Flag" ADD CONSTRAINT "Flag_workspaceId_annotationId_fkey" FOREIGN KEY ("workspaceId", "annotationId") REFERENCES "Annotation"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Flag" ADD CONSTRAINT "Flag_workspaceId_claimId_fkey" FOREIGN KEY ("workspaceId", "claimId") REFERENCES "Claim"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Flag" ADD CONSTRAINT "Flag_workspaceId_raisedById_fkey" FOREIGN KEY ("workspaceId", "raisedById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Flag" ADD CONSTRAINT "Flag_workspaceId_clearedById_fkey" FOREIGN KEY ("workspaceId", "clearedById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOff" ADD CONSTRAINT "SignOff_workspaceId_articleId_fkey" FOREIGN KEY ("workspaceId", "articleId") REFERENCES "Article"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOff" ADD CONSTRAINT "SignOff_workspaceId_articleId_versionNumber_fkey" FOREIGN KEY ("workspaceId", "articleId", "versionNumber") REFERENCES "ArticleVersion"("workspaceId", "articleId", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOff" ADD CONSTRAINT "SignOff_workspaceId_byId_fkey" FOREIGN KEY ("workspaceId", "byId") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_workspaceId_checkId_fkey" FOREIGN KEY ("workspaceId", "checkId") REFERENCES "Check"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_workspaceId_submissionId_fkey" FOREIGN KEY ("workspaceId", "submissionId") REFERENCES "Submission"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_workspaceId_byId_fkey" FOREIGN KEY ("workspaceId", "byId") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewedOccurrence" ADD CONSTRAINT "ReviewedOccurrence_workspaceId_reviewId_fkey" FOREIGN KEY ("workspaceId", "reviewId") REFERENCES "Review"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewedOccurrence" ADD CONSTRAINT "ReviewedOccurrence_workspaceId_annotationId_fkey" FOREIGN KEY ("workspaceId", "annotationId") REFERENCES "Occurrence"("workspaceId", "annotationId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Publisher" ADD CONSTRAINT "Publisher_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Publisher" ADD CONSTRAINT "Publisher_workspaceId_ratedById_fkey" FOREIGN KEY ("workspaceId", "ratedById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_workspaceId_publisherId_fkey" FOREIGN KEY ("workspaceId", "publisherId") REFERENCES "Publisher"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_workspaceId_originId_fkey" FOREIGN KEY ("workspaceId", "originId") REFERENCES "Source"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Snapshot" ADD CONSTRAINT "Snapshot_workspaceId_sourceId_fkey" FOREIGN KEY ("workspaceId", "sourceId") REFERENCES "Source"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Snapshot" ADD CONSTRAINT "Snapshot_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_workspaceId_claimId_fkey" FOREIGN KEY ("workspaceId", "claimId") REFERENCES "Claim"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_workspaceId_sourceId_fkey" FOREIGN KEY ("workspaceId", "sourceId") REFERENCES "Source"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_workspaceId_snapshotId_fkey" FOREIGN KEY ("workspaceId", "snapshotId") REFERENCES "Snapshot"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_workspaceId_seenById_fkey" FOREIGN KEY ("workspaceId", "seenById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
