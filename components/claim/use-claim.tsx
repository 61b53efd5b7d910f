"use client";

import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useLive } from "@/components/live/live-provider";
import { Pacer } from "@/components/live/pacer";
import { type Answer, callAction, type Outcome, type Refusal } from "@/components/ui/use-action";
import type { CitationView } from "@/lib/citation/schema";
import { claimDetail } from "@/lib/claim/actions";
import type { ClaimDetail, ClaimPlan } from "@/lib/claim/schema";
import type { ClaimSummary, OccurrenceChange } from "@/lib/claim/schema-summary";
import { MEMBER_MOVES } from "@/lib/claim/status";
import type { SourceView } from "@/lib/source/schema";
import { useClaimSetting } from "./setting";

/** What a command's answer changes of what is shown. */
export interface Patch {
  claim?: ClaimSummary;
  occurrences?: OccurrenceChange[];
  citation?: CitationView;
  removedCitationId?: string;
  plan?: ClaimPlan;
  /** A source, wherever this claim cites it. */
  source?: SourceView;
  /** Other claims that changed with it. */
  others?: readonly ClaimSummary[];
}

export interface Claim {
  /** As it was read last, with what was changed here since. */
  detail: ClaimDetail;
  /** False while only its summary is known. */
  whole: boolean;
  /** As the person has read it: another's change counts as read only while nothing is being written. */
  seen: ClaimDetail;
  /** "I have read what changed." */
  acknowledge: () => void;
  /** Something is being written: what another changes meanwhile has to be read first. */
  hold: () => () => void;
  /** The open occurrence, where the claim is looked at in an article. */
  place: { articleId: string; annotationId: string } | null;
  /**
   * Runs commands one after another, each with what the person had read after the one before, and
   * shows what it changed. Refusals are the caller's to tell.
   */
  perform: <T>(
    command: (seen: ClaimDetail) => Promise<Answer<T>>,
    patch: (data: T) => Patch,
  ) => Promise<Outcome<T>>;
  /** What the person has read, once every command under way is done. */
  settled: () => Promise<ClaimDetail>;
  busy: boolean;
  reload: () => Promise<void>;
}

const ClaimContext = createContext<Claim | null>(null);

export function useClaim(): Claim {
  const claim = use(ClaimContext);
  if (!claim) throw new Error("This belongs inside a ClaimProvider");
  return claim;
}

/** A claim's row; an article's says also what its member may do. */
export type KnownClaim = ClaimSummary & { can?: { edit: boolean } };

export interface ClaimProviderProps {
  claimId: string;
  place?: Claim["place"];
  /** The claim's row where the page has it: shown at once, and read anew when it changes. */
  summary?: KnownClaim | undefined;
  /** All of it, where it was read for the page. */
  initial?: ClaimDetail | undefined;
  /** `initial` was read a while ago: it is shown, and read anew at once. */
  ahead?: boolean;
  /** Where the workspace's log stood before `initial` was read. */
  position?: string;
  /** The server does not know of it yet: commands wait. */
  pending?: boolean | undefined;
  onChanged?: (change: { claim: ClaimSummary; occurrences?: OccurrenceChange[] }) => void;
  /** While nothing is known, or where it could not be read. */
  fallback: (refusal: Refusal | null, retry: () => void) => ReactNode;
  children: ReactNode;
}

interface Shown {
  detail: ClaimDetail;
  whole: boolean;
  seen: ClaimDetail;
}

/** Holds one claim for the parts that show it: reads it, and keeps it as commands change it. */
export function ClaimProvider(props: ClaimProviderProps) {
  const { claimId, place = null, summary, initial, pending = false, fallback, children } = props;
  const setting = useClaimSetting();
  const { workspace, me } = setting;
  const articleId = place?.articleId;
  const [shown, setShown] = useState<Shown | null>(() => {
    if (initial) return { detail: initial, whole: true, seen: initial };
    if (!summary) return null;
    const detail = provisional(summary, me.memberId);
    return { detail, whole: false, seen: detail };
  });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [underWay, setUnderWay] = useState(0);
  const latest = useRef(shown);
  const holds = useRef(0);
  const reads = useRef(0);
  const isAhead = useRef(props.ahead ?? false);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const gate = useRef(new Gate());
  const onChanged = useRef(props.onChanged);
  onChanged.current = props.onChanged;

  const show = useCallback((next: Shown) => {
    latest.current = next;
    setShown(next);
  }, []);

  const reload = useCallback(async () => {
    reads.current += 1;
    const read = reads.current;
    const outcome = await callAction(claimDetail, workspace, { claimId, articleId });
    if (read !== reads.current) return;
    if (!outcome.ok) {
      if (!latest.current?.whole) setRefusal(outcome);
      return;
    }
    setRefusal(null);
    const detail = outcome.data;
    const before = latest.current;
    const isRead =
      !before?.whole || holds.current === 0 || before.seen.revision === detail.revision;
    show({ detail, whole: true, seen: isRead ? detail : before.seen });
  }, [workspace, claimId, articleId, show]);

  useEffect(() => {
    if (pending) return;
    gate.current.open();
    if (!latest.current?.whole || isAhead.current) void reload();
  }, [pending, reload]);

  // Others' changes: of the claim, and of its passages and threads, which may be anywhere.
  const pacer = useRef<Pacer | null>(null);
  useEffect(() => {
    pacer.current = new Pacer(() => void reload(), { soonMs: 80, pauseMs: 400 });
    return () => pacer.current?.stop();
  }, [reload]);
  useLive(
    {
      changed: (changes) => {
        const occurrences = latest.current?.detail.occurrences ?? [];
        const isOurs = changes.some(
          (change) =>
            change.claimId === claimId ||
            occurrences.some(({ annotationId }) => annotationId === change.id),
        );
        if (isOurs && !pending) pacer.current?.due();
      },
      reset: () => pacer.current?.due(),
    },
    props.position ?? null,
  );

  // The page heard of a change that was not made here.
  const mark = summary && markOf(summary);
  useEffect(() => {
    const known = latest.current;
    if (!mark || pending || !known?.whole) return;
    if (mark !== markOf(known.detail)) void reload();
  }, [mark, pending, reload]);

  const apply = useCallback(
    (patch: Patch) => {
      const before = latest.current;
      if (!before) return;
      const detail = patched(before.detail, patch);
      const isOwn = detail.revision <= before.seen.revision + 1 || holds.current === 0;
      show({ ...before, detail, seen: isOwn ? detail : before.seen });
      if (patch.claim) {
        const { claim, occurrences } = patch;
        onChanged.current?.(occurrences ? { claim, occurrences } : { claim });
      }
      for (const claim of patch.others ?? []) onChanged.current?.({ claim });
      void reload();
    },
    [show, reload],
  );

  const perform = useCallback<Claim["perform"]>(
    (command, patch) => {
      const run = async () => {
        await gate.current.passed;
        const seen = latest.current?.seen;
        if (!seen) return { ok: false, code: "not_found" } as const;
        const outcome = await callAction(() => command(seen));
        if (outcome.ok) apply(patch(outcome.data));
        else if (outcome.code === "conflict") await reload();
        return outcome;
      };
      setUnderWay((count) => count + 1);
      const done = queue.current.then(run).finally(() => setUnderWay((count) => count - 1));
      queue.current = done.catch(() => null);
      return done;
    },
    [apply, reload],
  );

  const settled = useCallback(async () => {
    await gate.current.passed;
    await queue.current;
    const now = latest.current;
    if (!now) throw new Error("a claim of which nothing is known");
    return now.seen;
  }, []);

  const acknowledge = useCallback(() => {
    const now = latest.current;
    if (now) show({ ...now, seen: now.detail });
  }, [show]);

  const hold = useCallback(() => {
    holds.current += 1;
    return () => {
      holds.current -= 1;
      if (holds.current === 0) acknowledge();
    };
  }, [acknowledge]);

  const placeId = place?.annotationId;
  const claim = useMemo<Claim | null>(
    () =>
      shown && {
        ...shown,
        acknowledge,
        hold,
        place: articleId && placeId ? { articleId, annotationId: placeId } : null,
        perform,
        settled,
        busy: underWay > 0,
        reload,
      },
    [shown, acknowledge, hold, articleId, placeId, perform, settled, underWay, reload],
  );
  if (!claim || (refusal && !claim.whole)) return fallback(refusal, () => void reload());
  return <ClaimContext value={claim}>{children}</ClaimContext>;
}

/** While a part of the interface that writes is there, another's changes wait to be read. */
export function useHold(active: boolean): void {
  const { hold } = useClaim();
  useEffect(() => (active ? hold() : undefined), [active, hold]);
}

/** Opens once. */
class Gate {
  open: () => void = () => {};
  readonly passed = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

/** What tells that a claim's row is another than before. */
function markOf({ revision, check, sourcing, unchecked, reportsId, unsourcedMark }: ClaimSummary) {
  return [
    revision,
    check?.id,
    check?.status,
    check?.approvals,
    check?.checker?.id,
    check?.stillHolds?.at,
    sourcing,
    unchecked,
    reportsId,
    unsourcedMark?.at,
  ].join("|");
}

function patched(detail: ClaimDetail, patch: Patch): ClaimDetail {
  const { claim, citation, removedCitationId, plan, source } = patch;
  const changes = new Map(patch.occurrences?.map((change) => [change.annotationId, change]));
  const citations = detail.citations
    .filter(({ id }) => id !== removedCitationId)
    .map((each) => (source?.id === each.source.id ? { ...each, source } : each));
  const isNew = citation && citations.every(({ id }) => id !== citation.id);
  const [current, ...earlier] = detail.checks;
  const check = claim?.check;
  return {
    ...detail,
    ...claim,
    checks:
      current && check?.id === current.id ? [{ ...current, ...check }, ...earlier] : detail.checks,
    citations: isNew
      ? [...citations, citation]
      : citations.map((each) => (each.id === citation?.id ? citation : each)),
    occurrences: detail.occurrences.map((occurrence) => {
      const change = changes.get(occurrence.annotationId);
      if (!change) return occurrence;
      const { revision, fit, fitAt, remedy, remedyWording, remedyApproved, remedyDoneAt } = change;
      return {
        ...occurrence,
        revision,
        fit,
        fitAt,
        remedy,
        remedyWording,
        remedyApproved,
        remedyDoneAt,
      };
    }),
    plans: plan
      ? [...detail.plans.filter(({ articleId }) => articleId !== plan.articleId), plan]
      : detail.plans,
  };
}

/** What is most likely true of a claim of which only the row is known yet. */
function provisional(summary: KnownClaim, memberId: string): ClaimDetail {
  const nobody = { id: memberId, name: "" };
  const now = new Date().toISOString();
  const allowed = summary.check === null && summary.can?.edit !== false;
  const moves = Object.fromEntries(
    MEMBER_MOVES.map((move) => [
      move,
      allowed && (move === "start" || move === "submit")
        ? ({ ok: true } as const)
        : ({ ok: false, reason: "may_not" } as const),
    ]),
  );
  return {
    ...summary,
    createdBy: nobody,
    createdAt: now,
    statementBy: nobody,
    occurrences: [],
    citations: [],
    sources: [],
    checks: [],
    reports: null,
    reportedBy: [],
    plans: [],
    stuck: [],
    revisions: [],
    can: {
      edit: allowed,
      cite: allowed && "add",
      markUnsourced: allowed,
      leaveUnchecked: allowed,
      askSecond: false,
      moves: moves as ClaimDetail["can"]["moves"],
    },
  };
}
