import "server-only";
import { createAnnotation } from "@/lib/annotation/commands";
import { createAnnotationInput } from "@/lib/annotation/schema";
import { createArticle } from "@/lib/article/commands";
import { createArticleInput } from "@/lib/article/schema";
import type { MemberActor } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import { newToken } from "@/lib/auth/token";
import { submitCheck } from "@/lib/check/commands";
import { submitCheckInput } from "@/lib/check/schema";
import { addCitation } from "@/lib/citation/commands";
import { addCitationInput } from "@/lib/citation/schema";
import { canonicalText } from "@/lib/document/canonical";
import { parseDocument } from "@/lib/document/schema";
import { command } from "@/lib/event/command";
import { newId } from "@/lib/id";
import { approve, requestChanges } from "@/lib/review/commands";
import { approveInput, requestChangesInput } from "@/lib/review/schema";
import { foundingAdmin, foundWorkspace } from "@/lib/workspace/founding";
import { sampleBlocks } from "./article";
import {
  type SampleClaim,
  type SampleColleague,
  sampleClaims,
  sampleColleagues,
  sampleNotes,
  sampleNothing,
  sampleSources,
} from "./check";

/** The sample workspace that was made, and the colleagues to try reviewing with. */
export interface SampleWorkspace {
  slug: string;
  name: string;
  /** Shown once: only the hashes of the passwords are stored. */
  colleagues: { name: string; email: string; password: string }[];
}

const NAME = "Sample newsroom";

/**
 * Makes the sample workspace for the person who sets Stet up, who becomes its admin: an article
 * half checked by two colleagues, through the same commands that people use.
 */
export async function createSample(operator: {
  userId: string;
  name: string;
}): Promise<SampleWorkspace> {
  const admin = foundingAdmin(operator);
  const colleagues = await Promise.all(
    sampleColleagues.map(async ({ key, name, role }) => {
      const password = newToken().token.slice(0, 16);
      const email = `${key}@sample.example.org`;
      const passwordHash = await hashPassword(password);
      return { key, name, role, email, password, passwordHash, userId: newId(), memberId: newId() };
    }),
  );
  const { slug } = await command(admin, async (work) => {
    const founded = await foundWorkspace(work, { name: NAME, preset: "before_publication" });
    for (const { userId, memberId, name, email, passwordHash, role } of colleagues) {
      await work.tx.user.create({ data: { id: userId, name, email, passwordHash } });
      await work.tx.member.create({
        data: { id: memberId, workspaceId: work.workspaceId, userId, role },
      });
      work.record({
        type: "member.joined",
        subjectType: "member",
        subjectId: memberId,
        payload: { name, role },
      });
    }
    // Nobody gets e-mails from people who do not exist, nor do those.
    await work.tx.member.updateMany({
      where: { workspaceId: work.workspaceId },
      data: { notificationPreferences: { mail: "off" } },
    });
    return founded;
  });

  const actors = Object.fromEntries(
    colleagues.map(({ key, userId, memberId, name, role }): [SampleColleague, MemberActor] => [
      key,
      { kind: "member", workspaceId: admin.workspaceId, memberId, userId, name, role },
    ]),
  );
  await new SampleCheck(admin, (key) => {
    const actor = actors[key];
    if (!actor) throw new Error(`no colleague ${key}`);
    return actor;
  }).run();
  return {
    slug,
    name: NAME,
    colleagues: colleagues.map(({ name, email, password }) => ({ name, email, password })),
  };
}

/** Plays the work on the sample's article, by the people who did it. */
class SampleCheck {
  readonly #sources = new Map<keyof typeof sampleSources, string>();
  readonly #document = {
    type: "doc",
    content: sampleBlocks.map(({ role, text }) => ({
      type: role === "headline" || role === "heading" ? "heading" : "paragraph",
      attrs: {
        role,
        ...(role === "headline" ? { level: 1 } : role === "heading" ? { level: 2 } : {}),
      },
      content: [{ type: "text", text }],
    })),
  };
  readonly #text = canonicalText(parseDocument(this.#document));
  #articleId = "";

  constructor(
    readonly admin: MemberActor,
    readonly colleague: (key: SampleColleague) => MemberActor,
  ) {}

  async run(): Promise<void> {
    const inOneWeek = new Date(Date.now() + 7 * 24 * 60 * 60 * 1_000);
    const article = await createArticle(
      this.admin,
      createArticleInput.parse({
        id: newId(),
        headline: sampleBlocks[0]?.text,
        byline: "Maya Brandt",
        publishedOn: inOneWeek.toISOString().slice(0, 10),
        language: "en-GB",
        direction: "ltr",
        deadline: inOneWeek.toISOString(),
        document: this.#document,
      }),
    );
    this.#articleId = article.id;
    for (const claim of sampleClaims) await this.#claim(claim);
    const ines = this.colleague("ines");
    for (const { words, reason } of sampleNothing) {
      await createAnnotation(
        ines,
        createAnnotationInput.parse({
          ...this.#place(words),
          kind: "nothing",
          nothingReason: reason,
        }),
      );
    }
    for (const { words, body } of sampleNotes) {
      await createAnnotation(
        this.colleague("tomas"),
        createAnnotationInput.parse({ ...this.#place(words), kind: "note", body }),
      );
    }
  }

  #place(words: string, context?: string) {
    const target = (role: "words" | "context", exact: string) => {
      const start = this.#text.indexOf(exact);
      if (start < 0) throw new Error(`not in the sample's article: ${exact}`);
      return { id: newId(), role, start, end: start + exact.length };
    };
    return {
      id: newId(),
      articleId: this.#articleId,
      madeVersion: 1,
      targets: [target("words", words), ...(context ? [target("context", context)] : [])],
    };
  }

  async #claim(sample: SampleClaim): Promise<void> {
    const { progress } = sample;
    const checker = this.colleague(progress.state === "unchecked" ? "ines" : progress.checker);
    const claimId = newId();
    const place = this.#place(sample.words, sample.context);
    await createAnnotation(
      checker,
      createAnnotationInput.parse({
        ...place,
        kind: "occurrence",
        claim: { from: "new", id: claimId, statement: sample.statement, kind: sample.kind },
        speaker: sample.speaker,
        voice: sample.voice,
      }),
    );
    let revision = 1;
    for (const { source, ...citation } of sample.citations) {
      const { claim } = await addCitation(
        checker,
        addCitationInput.parse({ id: newId(), claimId, source: this.#source(source), ...citation }),
      );
      revision = claim.revision;
    }
    if (progress.state === "unchecked" || progress.state === "in_progress") return;

    const submissionId = newId();
    const { remedy } = progress;
    const { occurrences } = await submitCheck(
      checker,
      submitCheckInput.parse({
        id: submissionId,
        claimId,
        claimRevision: revision,
        verdict: progress.verdict,
        rationale: progress.rationale,
        remedies: remedy ? [{ annotationId: place.id, ...remedy }] : [],
      }),
    );
    if (progress.state === "in_review" || !progress.reviewer) return;

    const reviewer = this.colleague(progress.reviewer);
    const decision = { id: newId(), claimId, submissionId };
    if (progress.state === "sent_back") {
      await requestChanges(
        reviewer,
        requestChangesInput.parse({ ...decision, comment: progress.comment }),
      );
      return;
    }
    const shown = occurrences.find(({ annotationId }) => annotationId === place.id);
    await approve(
      reviewer,
      approveInput.parse({
        ...decision,
        claimRevision: revision,
        occurrences: [{ annotationId: place.id, revision: shown?.revision ?? 1 }],
      }),
    );
  }

  /** A source is made by its first citation. */
  #source(key: keyof typeof sampleSources) {
    const known = this.#sources.get(key);
    if (known) return { from: "existing", id: known };
    const id = newId();
    this.#sources.set(key, id);
    return { from: "new", id, ...sampleSources[key] };
  }
}
