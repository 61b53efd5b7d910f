import { z } from "zod";
import { type AnnotationView, type Fit, fitSchema } from "@/lib/annotation/schema";
import { HIGHLIGHT_STATES, type HighlightState } from "@/lib/annotation/state";
import type { ArticleClaim } from "@/lib/article/schema";
import { type ClaimKind, claimKindSchema } from "@/lib/claim/schema-enums";
import type { ThreadCount } from "@/lib/comment/schema";
import { FLAG_KINDS, type FlagKind } from "@/lib/flag/schema";
import { QUERY_STATUSES, type QueryStatus } from "@/lib/query/status";
import { type Sourcing, sourcingResultSchema } from "@/lib/source/sourcing";

export const THREADS_KINDS = ["open", "blocking"] as const;
type ThreadsKind = (typeof THREADS_KINDS)[number];

/** Which annotations are shown. An empty list lets everything through. */
export interface Filter {
  status: HighlightState[];
  sourcing: Sourcing[];
  /** Keys of the rating scale, or "none" for claims without a verdict. */
  verdict: string[];
  kind: ClaimKind[];
  /** Members: who made it, who checks its claim, whom it is assigned to. */
  person: string[];
  fit: Fit[];
  /** With a thread that is open, or one that also blocks sign-off. */
  threads: ThreadsKind[];
  /** With a query that stands so. */
  queries: QueryStatus[];
  /** With a flag of the kind that nobody has cleared. */
  flags: FlagKind[];
  /** Words looked for in the statement, the note and the marked words. */
  words: string;
}

export const NO_FILTER: Filter = {
  status: [],
  sourcing: [],
  verdict: [],
  kind: [],
  person: [],
  fit: [],
  threads: [],
  queries: [],
  flags: [],
  words: "",
};

export const FACETS = [
  "status",
  "sourcing",
  "verdict",
  "kind",
  "person",
  "fit",
  "threads",
  "queries",
  "flags",
] as const;
export type Facet = (typeof FACETS)[number];

export const NO_VERDICT = "none";

const valueSchemas = {
  status: z.enum(HIGHLIGHT_STATES),
  sourcing: sourcingResultSchema,
  verdict: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  kind: claimKindSchema,
  person: z.uuid(),
  fit: fitSchema,
  threads: z.enum(THREADS_KINDS),
  queries: z.enum(QUERY_STATUSES),
  flags: z.enum(FLAG_KINDS),
} as const satisfies Record<Facet, z.ZodType<string>>;

export function isFiltering(filter: Filter): boolean {
  return filter.words !== "" || FACETS.some((facet) => filter[facet].length > 0);
}

/** From a view's address. What is misspelt there is left out. */
export function filterFromQuery(query: URLSearchParams): Filter {
  const values = <T extends string>(facet: Facet, schema: z.ZodType<T>): T[] => {
    const given = (query.get(facet) ?? "").split(",");
    const known = given.flatMap((value) => {
      const parsed = schema.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    });
    return [...new Set(known)];
  };
  return {
    status: values("status", valueSchemas.status),
    sourcing: values("sourcing", valueSchemas.sourcing),
    verdict: values("verdict", valueSchemas.verdict),
    kind: values("kind", valueSchemas.kind),
    person: values("person", valueSchemas.person),
    fit: values("fit", valueSchemas.fit),
    threads: values("threads", valueSchemas.threads),
    queries: values("queries", valueSchemas.queries),
    flags: values("flags", valueSchemas.flags),
    words: (query.get("q") ?? "").slice(0, 200),
  };
}

/** Writes a filter into an address's query, leaving its other parts as they are. */
export function filterIntoQuery(filter: Filter, query: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const facet of FACETS) {
    if (filter[facet].length > 0) next.set(facet, filter[facet].join(","));
    else next.delete(facet);
  }
  if (filter.words === "") next.delete("q");
  else next.set("q", filter.words);
  return next;
}

/** Adds a value to a facet, or takes it away. A value that the facet does not have is ignored. */
export function toggled(filter: Filter, facet: Facet, value: string): Filter {
  const flip = <T extends string>(values: readonly T[], schema: z.ZodType<T>): T[] => {
    const parsed = schema.safeParse(value);
    if (!parsed.success) return [...values];
    const others = values.filter((other) => other !== parsed.data);
    return others.length < values.length ? others : [...values, parsed.data];
  };
  switch (facet) {
    case "status":
      return { ...filter, status: flip(filter.status, valueSchemas.status) };
    case "sourcing":
      return { ...filter, sourcing: flip(filter.sourcing, valueSchemas.sourcing) };
    case "verdict":
      return { ...filter, verdict: flip(filter.verdict, valueSchemas.verdict) };
    case "kind":
      return { ...filter, kind: flip(filter.kind, valueSchemas.kind) };
    case "person":
      return { ...filter, person: flip(filter.person, valueSchemas.person) };
    case "fit":
      return { ...filter, fit: flip(filter.fit, valueSchemas.fit) };
    case "threads":
      return { ...filter, threads: flip(filter.threads, valueSchemas.threads) };
    case "queries":
      return { ...filter, queries: flip(filter.queries, valueSchemas.queries) };
    case "flags":
      return { ...filter, flags: flip(filter.flags, valueSchemas.flags) };
  }
}

/** An annotation as a filter sees it: with its claim, where it is an occurrence. */
export interface Filterable {
  annotation: AnnotationView;
  claim: ArticleClaim | undefined;
  state: HighlightState;
  threads: ThreadCount;
  /** Where the queries about it stand, and the kinds of its open flags. */
  queries: readonly QueryStatus[];
  flags: readonly FlagKind[];
}

export function passes(filter: Filter, filterable: Filterable): boolean {
  const { annotation, claim, state, threads, queries, flags } = filterable;
  const { occurrence } = annotation;
  const has = (values: readonly string[], value: string | null | undefined) =>
    values.length === 0 || (typeof value === "string" && values.includes(value));
  const hasAny = (values: readonly string[], own: readonly string[]) =>
    values.length === 0 || own.some((value) => values.includes(value));
  const people = [annotation.createdById, claim?.assigneeId, claim?.check?.checker?.id];
  return (
    has(filter.status, state) &&
    has(filter.sourcing, claim?.sourcing) &&
    has(filter.verdict, claim && (claim.check?.verdict ?? NO_VERDICT)) &&
    has(filter.kind, claim?.kind) &&
    has(filter.fit, occurrence?.fit) &&
    (filter.threads.length === 0 || filter.threads.some((kind) => threads[kind] > 0)) &&
    hasAny(filter.queries, queries) &&
    hasAny(filter.flags, flags) &&
    (filter.person.length === 0 || people.some((id) => id && filter.person.includes(id))) &&
    (filter.words === "" || mentions(filter.words, annotation, claim))
  );
}

function mentions(
  words: string,
  annotation: AnnotationView,
  claim: ArticleClaim | undefined,
): boolean {
  const texts = [claim?.statement ?? "", annotation.body, annotation.occurrence?.speaker ?? ""];
  if (claim) texts.push(`#${claim.number}`);
  for (const { role, exact } of annotation.targets) if (role === "words") texts.push(exact);
  const text = texts.join("\n").toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}
