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
import { useClaimSetting } from "@/components/claim/setting";
import { useLive } from "@/components/live/live-provider";
import { Pacer } from "@/components/live/pacer";
import { callAction, type Refusal } from "@/components/ui/use-action";
import { mentionable as readMentionable, threads as readThreads } from "@/lib/comment/actions";
import type {
  Mentionable,
  ThreadCount,
  ThreadCounts,
  ThreadSubject,
  ThreadView,
} from "@/lib/comment/schema";
import { commentOfHash } from "./link";

interface Threads {
  /** Null until they are read. */
  threads: readonly ThreadView[] | null;
  refusal: Refusal | null;
  reload: () => void;
  /** Whether the member may begin a thread on it. */
  mayBegin: (subject: ThreadSubject) => boolean;
  /** The article beside which all this is looked at. */
  articleId: string | null;
  /** Puts what a command answered in the place of what was there. */
  put: (threadId: string, thread: ThreadView | null) => void;
  /** The comment that the page's address names. */
  linkedId: string | null;
  /** Whom a comment on it may name; read once. */
  mentionable: (
    subject: ThreadSubject,
    articleId: string | null,
  ) => Promise<readonly Mentionable[]>;
}

const ThreadsContext = createContext<Threads | null>(null);

export function useThreads(): Threads {
  const threads = use(ThreadsContext);
  if (!threads) throw new Error("This belongs inside a ThreadsProvider");
  return threads;
}

interface ThreadsProviderProps {
  subjects: readonly ThreadSubject[];
  articleId: string | null;
  /** The server does not know of the subjects yet. */
  pending?: boolean;
  /** Told how many threads are open, as often as that is known anew. */
  onCounts?: (counts: ThreadCounts) => void;
  children: ReactNode;
}

/** Reads what is said about some things, and keeps it as commands change it. */
export function ThreadsProvider(props: ThreadsProviderProps) {
  const { subjects, articleId, pending = false, onCounts, children } = props;
  const { workspace } = useClaimSetting();
  const [threads, setThreads] = useState<readonly ThreadView[] | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [reads, setReads] = useState(0);
  const linkedId = useLinkedComment();
  const named = subjects.map(({ kind, id }) => `${kind}:${id}`).join(" ");
  const latest = useRef({ subjects, onCounts });
  latest.current = { subjects, onCounts };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `reads` asks for another reading
  useEffect(() => {
    if (pending || named === "") return;
    let current = true;
    const asked = [...latest.current.subjects];
    void callAction(readThreads, workspace, { subjects: asked }).then((outcome) => {
      if (!current) return;
      setRefusal(outcome.ok ? null : outcome);
      if (!outcome.ok) return;
      setThreads(outcome.data.threads);
      setOpen(new Set(outcome.data.open));
    });
    return () => {
      current = false;
    };
  }, [workspace, named, pending, reads]);

  useEffect(() => {
    if (threads) latest.current.onCounts?.(countsOf(latest.current.subjects, threads));
  }, [threads]);

  // Others' changes. What somebody is writing here is kept by the forms themselves.
  const pacer = useRef<Pacer | null>(null);
  useEffect(() => {
    pacer.current = new Pacer(() => setReads((count) => count + 1), { soonMs: 80, pauseMs: 400 });
    return () => pacer.current?.stop();
  }, []);
  useLive({
    changed: (changes) => {
      const isOurs = changes.some(
        (change) =>
          change.subject === "thread" &&
          (threads?.some(({ id }) => id === change.id) ||
            latest.current.subjects.some(({ id }) => id === change.claimId) ||
            change.claimId === null),
      );
      if (isOurs) pacer.current?.due();
    },
    reset: () => pacer.current?.due(),
  });

  const put = useCallback((threadId: string, thread: ThreadView | null) => {
    setThreads((known) => {
      if (!known) return known;
      if (!thread) return known.filter(({ id }) => id !== threadId);
      return known.some(({ id }) => id === threadId)
        ? known.map((each) => (each.id === threadId ? thread : each))
        : [...known, thread];
    });
  }, []);

  const asked = useRef(new Map<string, Promise<readonly Mentionable[]>>());
  const mentionable = useCallback<Threads["mentionable"]>(
    (subject, beside) => {
      const key = `${subject.id} ${beside}`;
      const known = asked.current.get(key);
      if (known) return known;
      const input = { subject, articleId: beside };
      const read = callAction(readMentionable, workspace, input).then((outcome) => {
        if (outcome.ok) return outcome.data;
        asked.current.delete(key);
        return [];
      });
      asked.current.set(key, read);
      return read;
    },
    [workspace],
  );

  const value = useMemo<Threads>(
    () => ({
      threads,
      refusal,
      reload: () => setReads((count) => count + 1),
      // A citation is spoken about by whoever may speak about its claim.
      mayBegin: ({ kind, id }) =>
        open.has(id) ||
        (kind === "citation" &&
          latest.current.subjects.some((each) => each.kind === "claim" && open.has(each.id))),
      articleId,
      put,
      linkedId,
      mentionable,
    }),
    [threads, refusal, open, articleId, put, linkedId, mentionable],
  );
  return <ThreadsContext value={value}>{children}</ThreadsContext>;
}

/** The open threads of each subject; those on a claim's citations are the claim's. */
function countsOf(
  subjects: readonly ThreadSubject[],
  threads: readonly ThreadView[],
): ThreadCounts {
  const claim = subjects.find(({ kind }) => kind === "claim");
  const counts: Record<string, ThreadCount> = {};
  for (const { id } of subjects) counts[id] = { open: 0, blocking: 0 };
  for (const { subject, resolvedAt, blocksSignOff } of threads) {
    const count = counts[subject.kind === "citation" ? (claim?.id ?? "") : subject.id];
    if (!count || resolvedAt !== null) continue;
    count.open += 1;
    if (blocksSignOff) count.blocking += 1;
  }
  return counts;
}

function useLinkedComment(): string | null {
  const [linkedId, setLinkedId] = useState<string | null>(null);
  useEffect(() => {
    const read = () => setLinkedId(commentOfHash(window.location.hash));
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return linkedId;
}
