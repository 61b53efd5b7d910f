-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "language" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "mergedIntoId" UUID,
ADD COLUMN     "notes" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "usedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "words" TEXT NOT NULL DEFAULT '';

-- Empty fields and spaces around them are none.
UPDATE "Source" s SET "csl" = coalesce((
  SELECT jsonb_object_agg(f.key, f.value) FROM jsonb_each(s."csl") f
  WHERE jsonb_typeof(f.value) = 'string' AND btrim(f.value #>> '{}') <> ''), '{}');

-- Authors become CSL names: "Family, Given" is taken apart, whatever else stays whole.
UPDATE "Source" s SET "csl" = s."csl" || jsonb_build_object('author', (
  SELECT jsonb_agg(
    CASE WHEN array_length(string_to_array(name, ','), 1) = 2
        AND btrim(split_part(name, ',', 1)) <> '' AND btrim(split_part(name, ',', 2)) <> ''
      THEN jsonb_build_object('family', btrim(split_part(name, ',', 1)),
        'given', btrim(split_part(name, ',', 2)))
      ELSE jsonb_build_object('literal', btrim(name)) END ORDER BY at)
  FROM unnest(string_to_array(s."author", ';')) WITH ORDINALITY AS n(name, at)
  WHERE btrim(name) <> ''))
WHERE btrim(replace(s."author", ';', '')) <> '';

-- Dates become CSL dates where they are years, or days written as the form asked for them.
UPDATE "Source" s SET "csl" = s."csl" || jsonb_build_object('issued', CASE
  WHEN btrim(s."issued") ~ '^[0-9]{4}$'
    THEN jsonb_build_object('date-parts', jsonb_build_array(jsonb_build_array(btrim(s."issued")::int)))
  WHEN btrim(s."issued") ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
    THEN jsonb_build_object('date-parts', jsonb_build_array(jsonb_build_array(
      substr(btrim(s."issued"), 1, 4)::int, substr(btrim(s."issued"), 6, 2)::int,
      substr(btrim(s."issued"), 9, 2)::int)))
  WHEN btrim(s."issued") ~ '^([1-9]|[12][0-9]|3[01]) (January|February|March|April|May|June|July|August|September|October|November|December) [0-9]{4}$'
    THEN jsonb_build_object('date-parts', jsonb_build_array(jsonb_build_array(
      split_part(btrim(s."issued"), ' ', 3)::int,
      array_position(ARRAY['January', 'February', 'March', 'April', 'May', 'June', 'July',
        'August', 'September', 'October', 'November', 'December'],
        split_part(btrim(s."issued"), ' ', 2)),
      split_part(btrim(s."issued"), ' ', 1)::int)))
  ELSE jsonb_build_object('literal', btrim(s."issued")) END)
WHERE btrim(s."issued") <> '';

-- As lib/source/words.ts makes them, as near as SQL comes to it.
UPDATE "Source" s SET "words" = (
  SELECT coalesce(string_agg(DISTINCT word, ' '), '') FROM (
    SELECT left(unnest(string_to_array(btrim(lower(regexp_replace(regexp_replace(
      normalize(concat_ws(' ', s."title", s."author", s."issued", s."addressKey",
        (SELECT p."name" FROM "Publisher" p WHERE p."id" = s."publisherId"),
        s."csl" ->> 'container-title', s."csl" ->> 'number', s."csl" ->> 'DOI', s."csl" ->> 'ISBN'),
        NFKD), '[\u0300-\u036f]', '', 'g'), '[[:punct:][:space:]‘’“”–—…«»]+', ' ', 'g'))), ' ')), 60) AS word
  ) w WHERE word <> '');

UPDATE "Source" s SET "usedAt" = coalesce((
  SELECT max(i."createdAt") FROM "Citation" i
  WHERE i."workspaceId" = s."workspaceId" AND i."sourceId" = s."id" AND i."deletedAt" IS NULL),
  s."createdAt");

-- AlterTable
ALTER TABLE "Source" DROP COLUMN "author",
DROP COLUMN "issued";

-- CreateIndex: words are taken as they are, without a parser's opinion of them.
CREATE INDEX "Source_words_idx" ON "Source"
  USING gin (array_to_tsvector(string_to_array("words", ' ')));

-- CreateIndex
CREATE INDEX "Source_workspaceId_usedAt_id_idx" ON "Source"("workspaceId", "usedAt", "id");

-- CreateIndex
CREATE INDEX "Source_workspaceId_title_id_idx" ON "Source"("workspaceId", "title", "id");

-- CreateIndex
CREATE INDEX "Source_workspaceId_publisherId_usedAt_idx" ON "Source"("workspaceId", "publisherId", "usedAt");

-- CreateIndex
CREATE INDEX "Source_workspaceId_originId_idx" ON "Source"("workspaceId", "originId");

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_workspaceId_mergedIntoId_fkey" FOREIGN KEY ("workspaceId", "mergedIntoId") REFERENCES "Source"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
