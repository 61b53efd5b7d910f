import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CITATION_RELATIONS, PRIMACIES, RELIABILITIES, STANCES } from "@/lib/source/schema-enums";
import {
  type CitationFacts,
  type SourcingInput,
  sourcing,
  sourcingReasonSchema,
  sourcingRuleSchema,
} from "@/lib/source/sourcing";

type Change = Partial<Omit<CitationFacts, "source">> & {
  source?: Partial<CitationFacts["source"]>;
};

/** A seen, placed, supporting citation of a secondary source; each publisher has one source. */
function cite(publisher: string | null, change: Change = {}): CitationFacts {
  const name = publisher ?? "unknown";
  return {
    id: `citation of ${name}`,
    stance: "supports",
    relation: "independent",
    seen: true,
    hasPlace: true,
    ...change,
    source: {
      id: `source of ${name}`,
      publisherKey: publisher,
      originKey: null,
      primacy: "secondary",
      encyclopaedia: false,
      reliability: "unrated",
      ...change.source,
    },
  };
}

const primary = (publisher: string, change: Change = {}) =>
  cite(publisher, { ...change, source: { primacy: "primary", ...change.source } });
const against = { stance: "contradicts" } as const;
const partly = { stance: "partly_supports" } as const;

const judge = (citations: CitationFacts[], change: Partial<SourcingInput> = {}) =>
  sourcing({
    citations,
    verdictDirection: "none",
    verdictPartial: false,
    namedCitationIds: [],
    thatItWasSaid: false,
    rule: sourcingRuleSchema.parse({}),
    unsourcedMark: false,
    ...change,
  });

const isTrue = { verdictDirection: "for" } as const;
const isFalse = { verdictDirection: "against" } as const;
const isHalfTrue = { verdictDirection: "none", verdictPartial: true } as const;
const isMostlyFalse = { verdictDirection: "against", verdictPartial: true } as const;
const said = { thatItWasSaid: true } as const;
const naming = (...publishers: string[]) => ({
  namedCitationIds: publishers.map((publisher) => `citation of ${publisher}`),
});

type Case = [string, CitationFacts[], Partial<SourcingInput>, string, string, object?];

const cases: Case[] = [
  // What suffices
  ["nothing cited", [], {}, "unsourced", "no_citations"],
  ["one primary source", [primary("ONS")], {}, "sourced", "primary_source", { direction: "for" }],
  ["one primary source, found true", [primary("ONS")], isTrue, "sourced", "primary_source"],
  [
    "one secondary source",
    [cite("BBC")],
    {},
    "unsourced",
    "more_publishers",
    { sources: 1, primacy: "secondary", missing: 1, primarySuffices: "yes" },
  ],
  [
    "one tertiary source",
    [cite("Almanac", { source: { primacy: "tertiary" } })],
    {},
    "unsourced",
    "more_publishers",
    { primacy: "tertiary" },
  ],
  [
    "two publishers",
    [cite("BBC"), cite("AFP")],
    {},
    "sourced",
    "enough_publishers",
    { publishers: 2 },
  ],
  [
    "a secondary and a tertiary source",
    [cite("BBC"), cite("Almanac", { source: { primacy: "tertiary" } })],
    {},
    "sourced",
    "enough_publishers",
  ],
  [
    "two sources of one publisher",
    [cite("BBC"), cite("BBC", { id: "2", source: { id: "s2" } })],
    {},
    "unsourced",
    "more_publishers",
    { have: 1, sources: 2 },
  ],
  [
    "two that repeat one agency",
    [cite("BBC", { source: { originKey: "pa" } }), cite("Sun", { source: { originKey: "pa" } })],
    {},
    "unsourced",
    "one_origin",
    { have: 1, needed: 2 },
  ],
  [
    "one that repeats the other",
    [cite("PA"), cite("Sun", { source: { originKey: "source of PA" } })],
    {},
    "unsourced",
    "one_origin",
  ],
  [
    "two that repeat one agency, and a third",
    [
      cite("BBC", { source: { originKey: "pa" } }),
      cite("Sun", { source: { originKey: "pa" } }),
      cite("AFP"),
    ],
    {},
    "sourced",
    "enough_publishers",
  ],
  [
    "two publishers with two origins each way round",
    [
      cite("A", { source: { originKey: "x" } }),
      cite("A", { id: "2", source: { id: "s2", originKey: "y" } }),
      cite("B", { source: { originKey: "x" } }),
    ],
    {},
    "sourced",
    "enough_publishers",
  ],
  [
    "publishers not known",
    [cite(null), cite(null, { id: "2", source: { id: "s2" } })],
    {},
    "unsourced",
    "publisher_unknown",
    { have: 1 },
  ],
  [
    "a known and an unknown publisher",
    [cite("BBC"), cite(null)],
    {},
    "unsourced",
    "publisher_unknown",
  ],
  ["one source of no known publisher", [cite(null)], {}, "unsourced", "more_publishers"],
  // The workspace's own rule
  [
    "primary, where it does not suffice",
    [primary("ONS")],
    { rule: { primarySuffices: false, publishersNeeded: 2 } },
    "unsourced",
    "more_publishers",
    { primacy: "primary", primarySuffices: "no" },
  ],
  [
    "primary and another, where it does not suffice",
    [primary("ONS"), cite("BBC")],
    { rule: { primarySuffices: false, publishersNeeded: 2 } },
    "sourced",
    "enough_publishers",
  ],
  [
    "two publishers where three are needed",
    [cite("BBC"), cite("AFP")],
    { rule: { primarySuffices: true, publishersNeeded: 3 } },
    "unsourced",
    "more_publishers",
    { have: 2, missing: 1 },
  ],
  [
    "one publisher where one is needed",
    [cite("BBC")],
    { rule: { primarySuffices: true, publishersNeeded: 1 } },
    "sourced",
    "enough_publishers",
  ],
  [
    "an unknown publisher where one is needed",
    [cite(null)],
    { rule: { primarySuffices: true, publishersNeeded: 1 } },
    "sourced",
    "enough_publishers",
  ],
  // What does not count
  [
    "an encyclopaedia",
    [cite("Wikipedia", { source: { encyclopaedia: true, primacy: "tertiary" } })],
    {},
    "unsourced",
    "only_encyclopaedia",
  ],
  [
    "a newspaper beside an encyclopaedia",
    [cite("BBC"), cite("Wikipedia", { source: { encyclopaedia: true } })],
    {},
    "unsourced",
    "more_publishers",
    { sources: 1 },
  ],
  [
    "a primary source beside an encyclopaedia",
    [primary("ONS"), cite("Wikipedia", { source: { encyclopaedia: true } })],
    {},
    "sourced",
    "primary_source",
  ],
  [
    "an unreliable publisher",
    [primary("Rag", { source: { reliability: "generally_unreliable" } })],
    {},
    "unsourced",
    "only_unreliable",
  ],
  [
    "a publisher never to be used",
    [primary("Rag", { source: { reliability: "never" } })],
    {},
    "unsourced",
    "only_unreliable",
  ],
  [
    "a publisher that depends",
    [primary("Mag", { source: { reliability: "depends" } })],
    {},
    "sourced",
    "primary_source",
  ],
  [
    "an encyclopaedia and an unreliable one",
    [
      cite("Wikipedia", { source: { encyclopaedia: true } }),
      cite("Rag", { source: { reliability: "never" } }),
    ],
    {},
    "unsourced",
    "only_weak",
  ],
  [
    "a party's primary source",
    [primary("Acme", { relation: "party" })],
    {},
    "unsourced",
    "only_party",
  ],
  [
    "two parties",
    [cite("Acme", { relation: "party" }), cite("Bolt", { relation: "party" })],
    {},
    "unsourced",
    "only_party",
  ],
  [
    "a party and a newspaper",
    [primary("Acme", { relation: "party" }), cite("BBC")],
    {},
    "sourced",
    "enough_publishers",
  ],
  [
    "a party and a newspaper that repeats it",
    [
      primary("Acme", { relation: "party" }),
      cite("BBC", { source: { originKey: "source of Acme" } }),
    ],
    {},
    "unsourced",
    "one_origin",
  ],
  [
    "context only",
    [primary("ONS", { stance: "context" })],
    {},
    "unsourced",
    "none_in_direction",
    { direction: "either", citations: 1 },
  ],
  [
    "a source that does not say it",
    [primary("ONS", { stance: "does_not_say" })],
    isTrue,
    "unsourced",
    "none_in_direction",
    { direction: "for" },
  ],
  // A speaker's own channel
  [
    "own channel, what was said is true",
    [primary("McCabe", { relation: "own_channel" })],
    {},
    "unsourced",
    "only_own_channel",
  ],
  [
    "own channel and a newspaper, what was said is true",
    [primary("McCabe", { relation: "own_channel" }), cite("BBC")],
    {},
    "unsourced",
    "more_publishers",
  ],
  [
    "own channel, that it was said",
    [primary("McCabe", { relation: "own_channel" })],
    said,
    "sourced",
    "own_channel",
  ],
  [
    "a recording by another, that it was said",
    [primary("Parliament")],
    said,
    "sourced",
    "primary_source",
  ],
  [
    "a secondary account on one's own channel, that it was said",
    [cite("McCabe", { relation: "own_channel" })],
    said,
    "unsourced",
    "more_publishers",
  ],
  [
    "a party to what was said",
    [primary("Acme", { relation: "party" })],
    said,
    "unsourced",
    "only_party",
  ],
  // Seen, and where
  ["not seen", [primary("ONS", { seen: false })], {}, "unsourced", "not_seen", { count: 1 }],
  ["no place", [primary("ONS", { hasPlace: false })], {}, "unsourced", "no_place", { count: 1 }],
  [
    "one not seen, the other without a place",
    [cite("BBC", { seen: false }), cite("AFP", { hasPlace: false })],
    {},
    "unsourced",
    "not_seen_no_place",
    { count: 2 },
  ],
  [
    "one of two not seen",
    [cite("BBC"), cite("AFP", { seen: false })],
    {},
    "unsourced",
    "not_seen",
    { count: 1 },
  ],
  [
    "seeing it would not be enough",
    [cite("BBC", { seen: false })],
    {},
    "unsourced",
    "more_publishers",
  ],
  // Part of it
  ["a primary source of a part", [primary("ONS", partly)], {}, "unsourced", "only_partly"],
  [
    "two sources of a part",
    [cite("BBC", partly), cite("AFP", partly)],
    isTrue,
    "unsourced",
    "only_partly",
  ],
  [
    "one of all of it, one of a part",
    [cite("BBC"), cite("AFP", partly)],
    isTrue,
    "sourced",
    "enough_publishers",
  ],
  [
    "a party for all, another for a part",
    [cite("Acme", { relation: "party" }), cite("BBC", partly)],
    {},
    "unsourced",
    "only_weak",
  ],
  [
    "half true, by a primary source of a part",
    [primary("ONS", partly)],
    isHalfTrue,
    "sourced",
    "primary_source",
  ],
  // Against
  [
    "a primary source against it",
    [primary("ONS", against)],
    {},
    "sourced",
    "primary_source",
    { direction: "against" },
  ],
  [
    "found false, well sourced",
    [primary("ONS", against)],
    isFalse,
    "sourced",
    "primary_source",
    { direction: "against" },
  ],
  [
    "found false by one newspaper",
    [cite("BBC", against)],
    isFalse,
    "unsourced",
    "more_publishers",
    { direction: "against" },
  ],
  [
    "found false, but only supported",
    [primary("ONS")],
    { ...isFalse, ...naming("ONS") },
    "contradicted",
    "only_against",
    { direction: "against" },
  ],
  [
    "found true, but only contradicted",
    [primary("ONS", against)],
    { ...isTrue, ...naming("ONS") },
    "contradicted",
    "only_against",
    { direction: "for" },
  ],
  [
    "found true, the other side not named",
    [primary("ONS"), cite("Rag", { ...against, source: { reliability: "never" } })],
    isTrue,
    "contradicted",
    "against_not_named",
    { count: 1 },
  ],
  [
    "found true, the other side named",
    [primary("ONS"), cite("Rag", against)],
    { ...isTrue, ...naming("Rag") },
    "sourced",
    "primary_source",
  ],
  [
    "found true, an unseen other side not named",
    [primary("ONS"), cite("BBC", { ...against, seen: false, hasPlace: false })],
    isTrue,
    "contradicted",
    "against_not_named",
  ],
  [
    "found false, a part supported and not named",
    [primary("ONS", against), cite("BBC", partly)],
    isFalse,
    "contradicted",
    "against_not_named",
  ],
  [
    "mostly false, a part supported",
    [primary("ONS", against), cite("BBC", partly)],
    isMostlyFalse,
    "sourced",
    "primary_source",
  ],
  [
    "mostly false, all of it supported and not named",
    [primary("ONS", against), cite("BBC")],
    isMostlyFalse,
    "contradicted",
    "against_not_named",
  ],
  [
    "unsourced for the verdict, with one named against",
    [cite("BBC"), cite("AFP", against)],
    { ...isTrue, ...naming("AFP") },
    "unsourced",
    "more_publishers",
    { direction: "for" },
  ],
  [
    "one newspaper each way",
    [cite("BBC"), cite("AFP", against)],
    {},
    "unsourced",
    "more_publishers",
    { direction: "for" },
  ],
  [
    "the nearer direction is spoken of",
    [cite("BBC", { stance: "context" }), cite("AFP", against)],
    {},
    "unsourced",
    "more_publishers",
    { direction: "against" },
  ],
  [
    "a primary source each way",
    [primary("ONS"), primary("HMRC", against)],
    {},
    "split",
    "both_directions",
  ],
  [
    "a primary source each way, found true, not named",
    [primary("ONS"), primary("HMRC", against)],
    isTrue,
    "contradicted",
    "against_not_named",
  ],
  [
    "a primary source each way, found true and named",
    [primary("ONS"), primary("HMRC", against)],
    { ...isTrue, ...naming("HMRC") },
    "split",
    "both_directions",
  ],
  [
    "a primary source against two newspapers",
    [primary("HMRC", against), cite("BBC"), cite("AFP")],
    isHalfTrue,
    "split",
    "both_directions",
  ],
  // The mark
  [
    "marked, whatever the rule says",
    [primary("ONS")],
    { unsourcedMark: true },
    "unsourced",
    "marked",
  ],
  [
    "marked, though contradicted",
    [primary("ONS", against)],
    { ...isTrue, unsourcedMark: true },
    "unsourced",
    "marked",
  ],
];

describe("sourcing", () => {
  test.each(cases)("%s", (_, citations, change, expected, code, params = {}) => {
    const found = judge(citations, change);
    expect(found).toMatchObject({ sourcing: expected, reason: { code, params } });
    expect(sourcingReasonSchema.parse(found.reason)).toEqual(found.reason);
  });
});

const citation = fc.record({
  stance: fc.constantFrom(...STANCES),
  relation: fc.constantFrom(...CITATION_RELATIONS),
  seen: fc.constantFrom(true, true, true, false),
  hasPlace: fc.constantFrom(true, true, true, false),
  source: fc.record({
    id: fc.constantFrom("s1", "s2", "s3", "s4", "s5", "s6"),
    publisherKey: fc.constantFrom("p1", "p2", "p3", "p4", null),
    originKey: fc.constantFrom("s1", "s2", "agency", null, null),
    primacy: fc.constantFrom(...PRIMACIES),
    encyclopaedia: fc.constantFrom(false, false, false, true),
    reliability: fc.constantFrom(...RELIABILITIES),
  }),
});

const input: fc.Arbitrary<SourcingInput> = fc
  .record({
    citations: fc.array(citation, { maxLength: 8 }),
    verdictDirection: fc.constantFrom("for" as const, "against" as const, "none" as const),
    verdictPartial: fc.boolean(),
    named: fc.array(fc.nat(7)),
    thatItWasSaid: fc.boolean(),
    rule: fc.record({
      primarySuffices: fc.boolean(),
      publishersNeeded: fc.integer({ min: 1, max: 4 }),
    }),
    unsourcedMark: fc.constantFrom(false, false, false, true),
  })
  .map(({ named, citations, ...rest }) => ({
    ...rest,
    namedCitationIds: named.map((n) => `c${n}`),
    citations: citations.map((facts, i) => ({ ...facts, id: `c${i}` })),
  }));

/** How many directions hold; see the function's own comment. */
const ORDER = { unsourced: 0, contradicted: 0, sourced: 1, split: 2 };

const isOnVerdictSide = ({ stance }: CitationFacts, { verdictDirection }: SourcingInput) =>
  verdictDirection === "none" ||
  (stance === "contradicts" ? verdictDirection === "against" : verdictDirection === "for");

describe("properties of sourcing", () => {
  test("the order of the citations makes no difference, nor does asking twice", () => {
    fc.assert(
      fc.property(input, fc.infiniteStream(fc.nat()), (given, keys) => {
        const first = sourcing(given);
        const shuffled = given.citations
          .map((c) => ({ c, key: keys.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ c }) => c);
        const names = [...given.namedCitationIds].reverse();
        expect(sourcing({ ...given, citations: shuffled, namedCitationIds: names })).toEqual(first);
        expect(sourcing(given)).toEqual(first);
      }),
      { numRuns: 2000 },
    );
  });

  test("taking away a citation on the verdict's side never improves it", () => {
    fc.assert(
      fc.property(input, (given) => {
        const before = ORDER[sourcing(given).sourcing];
        for (const gone of given.citations.filter((c) => isOnVerdictSide(c, given))) {
          const citations = given.citations.filter((c) => c !== gone);
          expect(ORDER[sourcing({ ...given, citations }).sourcing]).toBeLessThanOrEqual(before);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("a citation that carries nothing changes nothing but the reason", () => {
    fc.assert(
      fc.property(input, citation, (given, extra) => {
        const idle = { ...extra, id: "idle", stance: "context" as const };
        const more = { ...given, citations: [...given.citations, idle] };
        expect(sourcing(more).sourcing).toBe(sourcing(given).sourcing);
      }),
    );
  });

  test("a marked claim is unsourced", () => {
    fc.assert(
      fc.property(input, (given) => {
        expect(sourcing({ ...given, unsourcedMark: true })).toEqual({
          sourcing: "unsourced",
          reason: { code: "marked", params: {} },
        });
      }),
    );
  });
});
