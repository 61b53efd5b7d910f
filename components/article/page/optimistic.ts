import type {
  AnnotationView,
  ClaimLink,
  CreateAnnotation,
  NewTarget,
  OccurrenceView,
  SaidAndSo,
  TargetView,
} from "@/lib/annotation/schema";
import type { ArticleChange, ArticleClaim } from "@/lib/article/schema";
import type { PageState, TargetRef } from "./state";

/** Shows a new annotation, and its claim, as the server will most likely answer them. */
export function optimisticCreation(state: PageState, input: CreateAnnotation): ArticleChange {
  const row = annotationRow(state, input.id, input.targets, input.kind);
  switch (input.kind) {
    case "note":
      return { annotations: [{ ...row, body: input.body }], claims: [] };
    case "nothing":
      return {
        annotations: [{ ...row, body: input.body, nothingReason: input.nothingReason }],
        claims: [],
      };
    case "occurrence":
      return {
        annotations: [{ ...row, occurrence: occurrenceRow(input.claim.id, input) }],
        claims: claimRow(input.claim),
      };
  }
}

export function optimisticSaidAndSo(state: PageState, input: SaidAndSo): ArticleChange {
  const { said, so, speaker, saidOn } = input;
  const words = { speaker, saidOn };
  const make = (id: string, targets: readonly NewTarget[], occurrence: OccurrenceView) => ({
    ...annotationRow(state, id, targets, "occurrence"),
    occurrence,
  });
  return {
    annotations: [
      make(said.id, said.targets, occurrenceRow(said.claim.id, { ...words, voice: said.voice })),
      make(so.id, so.targets, occurrenceRow(so.claim.id, { ...words, voice: said.voice })),
    ],
    claims: [
      ...claimRow({ ...said.claim, from: "new", reportsId: so.claim.id }),
      ...claimRow(so.claim).map((row) => ({ ...row, unchecked: so.leftUnchecked })),
    ],
  };
}

/** An annotation's targets as they will be. One that it no longer has comes back only with the answer. */
export function optimisticTargets(
  state: PageState,
  annotationId: string,
  targets: readonly (NewTarget | TargetRef)[],
): Partial<ArticleChange> {
  const row = state.annotations.get(annotationId);
  if (!row) return {};
  const next = targets.flatMap((target, ordinal): TargetView[] => {
    if ("start" in target) return [targetRow(state, target, ordinal)];
    const known = row.targets.find(({ id }) => id === target.id);
    return known ? [{ ...known, role: target.role, ordinal }] : [];
  });
  return { annotations: [{ ...row, targets: next }] };
}

function annotationRow(
  state: PageState,
  id: string,
  targets: readonly NewTarget[],
  kind: AnnotationView["kind"],
): AnnotationView {
  const now = new Date().toISOString();
  return {
    id,
    articleId: state.article.id,
    kind,
    body: "",
    nothingReason: null,
    importedFrom: null,
    revision: 1,
    createdById: state.me.memberId,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    targets: targets.map((target, ordinal) => targetRow(state, target, ordinal)),
    occurrence: null,
    can: { edit: true, delete: true },
  };
}

function targetRow(state: PageState, target: NewTarget, ordinal: number): TargetView {
  const { id, role, start, end } = target;
  return {
    id,
    role,
    ordinal,
    start,
    end,
    state: "placed",
    exact: state.version.text.slice(start, end),
    madeVersion: state.version.number,
  };
}

function occurrenceRow(
  claimId: string,
  given: Partial<Pick<OccurrenceView, "speaker" | "saidOn" | "voice" | "remedy" | "remedyWording">>,
): OccurrenceView {
  return {
    claimId,
    speaker: given.speaker ?? "",
    saidOn: given.saidOn ?? "",
    voice: given.voice ?? "own",
    fit: "unconfirmed",
    fitById: null,
    fitAt: null,
    recheck: null,
    stillFitsById: null,
    stillFitsAt: null,
    stillFitsReason: null,
    remedy: given.remedy ?? "none",
    remedyWording: given.remedyWording ?? "",
    remedyApproved: null,
    remedyDoneAt: null,
  };
}

/** The row of a claim that comes to be; a claim of the workspace has its own, here or soon. */
function claimRow(link: ClaimLink): ArticleClaim[] {
  if (link.from === "existing") return [];
  return [
    {
      id: link.id,
      number: 0,
      statement: link.statement,
      kind: link.kind,
      asOf: link.asOf,
      reportsId: link.reportsId,
      unchecked: null,
      // What the server gives it: commands that wait for the claim to be made carry this.
      revision: 1,
      sourcing: "unsourced",
      sourcingReason: { code: "no_citations", params: { direction: "either" } },
      unsourcedMark: null,
      secondChecker: null,
      isBlind: false,
      check: null,
      citations: { total: 0, seen: 0 },
      elsewhere: 0,
      assigneeId: null,
      priority: 0,
      deadline: null,
      stuckSince: null,
      // Assigning waits for the server to know it.
      can: { edit: true, cite: true, propose: false, assign: false, take: false },
      moves: [
        { move: "start", to: ["in_progress"], needs: [] },
        { move: "submit", to: ["in_review"], needs: ["revision", "verdict"] },
      ],
    },
  ];
}
