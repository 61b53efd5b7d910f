import type { ClaimKind } from "@/lib/claim/schema-enums";
import type { Csl } from "@/lib/source/csl";
import type { Stance } from "@/lib/source/schema-enums";

/** The people of the sample: the colleagues whose work waits for the new admin's review. */
export const sampleColleagues = [
  { key: "ines", name: "Ines Okafor", role: "checker" },
  { key: "tomas", name: "Tomas Lindqvist", role: "editor" },
] as const;

export type SampleColleague = (typeof sampleColleagues)[number]["key"];

interface SampleSource {
  title: string;
  url: string;
  publisher: string;
  type: string;
  csl: Csl;
  primacy: "primary" | "secondary" | "tertiary";
  encyclopaedia: boolean;
}

export const sampleSources = {
  mission: {
    title: "Apollo 11 Mission Overview",
    url: "https://www.nasa.gov/history/apollo-11-mission-overview/",
    publisher: "NASA",
    type: "webpage",
    csl: {},
    primacy: "primary",
    encyclopaedia: false,
  },
  byTheNumbers: {
    title: "Apollo by the Numbers: A Statistical Reference",
    url: "https://history.nasa.gov/SP-4029.pdf",
    publisher: "NASA History Office",
    type: "book",
    csl: {
      author: [{ family: "Orloff", given: "Richard W." }],
      issued: { "date-parts": [[2000]] },
    },
    primacy: "primary",
    encyclopaedia: false,
  },
  congress: {
    title: "Special Message to the Congress on Urgent National Needs",
    url: "https://www.jfklibrary.org/archives/other-resources/john-f-kennedy-speeches/united-states-congress-special-message-19610525",
    publisher: "John F. Kennedy Presidential Library and Museum",
    type: "speech",
    csl: {
      author: [{ family: "Kennedy", given: "John F." }],
      issued: { "date-parts": [[1961, 5, 25]] },
    },
    primacy: "primary",
    encyclopaedia: false,
  },
  rice: {
    title: "Address at Rice University on the Nation’s Space Effort",
    url: "https://www.jfklibrary.org/learn/about-jfk/historic-speeches/address-at-rice-university-on-the-nations-space-effort",
    publisher: "John F. Kennedy Presidential Library and Museum",
    type: "speech",
    csl: {
      author: [{ family: "Kennedy", given: "John F." }],
      issued: { "date-parts": [[1962, 9, 12]] },
    },
    primacy: "primary",
    encyclopaedia: false,
  },
  smithsonian: {
    title: "Apollo 11: The Moon Landing",
    url: "https://airandspace.si.edu/explore/stories/apollo-missions/apollo-11-moon-landing",
    publisher: "National Air and Space Museum",
    type: "webpage",
    csl: {},
    primacy: "secondary",
    encyclopaedia: false,
  },
  cost: {
    title: "How much did the Apollo program cost?",
    url: "https://www.planetary.org/space-policy/cost-of-apollo",
    publisher: "The Planetary Society",
    type: "webpage",
    csl: { author: [{ family: "Dreier", given: "Casey" }] },
    primacy: "secondary",
    encyclopaedia: false,
  },
  encyclopaedia: {
    title: "Apollo 11",
    url: "https://www.britannica.com/event/Apollo-11",
    publisher: "Encyclopædia Britannica",
    type: "webpage",
    csl: {},
    primacy: "tertiary",
    encyclopaedia: true,
  },
} as const satisfies Record<string, SampleSource>;

interface SampleCitation {
  source: keyof typeof sampleSources;
  stance: Stance;
  /** Quoted only where the wording is beyond doubt; elsewhere the place is given. */
  quote?: string;
  locator?: { type: "page" | "paragraph" | "section"; value: string };
}

/** How far the sample takes a claim, and in whose hands it is. */
type SampleProgress =
  | { state: "unchecked" }
  | { state: "in_progress"; checker: SampleColleague }
  | {
      state: "in_review" | "approved" | "sent_back";
      checker: SampleColleague;
      reviewer?: SampleColleague;
      verdict: "true" | "false" | "misleading";
      rationale: string;
      remedy?: { remedy: "fix" | "cut" | "attribute"; wording: string };
      comment?: string;
    };

export interface SampleClaim {
  /** Words of the article; they stand there once. */
  words: string;
  context?: string;
  statement: string;
  kind: ClaimKind;
  speaker?: string;
  voice?: "own" | "paraphrase" | "quotation";
  citations: readonly SampleCitation[];
  progress: SampleProgress;
}

export const sampleClaims: readonly SampleClaim[] = [
  {
    words: "At 13:32 Universal Time on 16 July 1969 a Saturn V rocket lifted off",
    statement: "Apollo 11 was launched at 13:32 Universal Time on 16 July 1969.",
    kind: "date",
    citations: [
      {
        source: "mission",
        stance: "supports",
        locator: { type: "section", value: "Mission Objective" },
      },
      {
        source: "byTheNumbers",
        stance: "supports",
        locator: { type: "section", value: "Apollo 11, Timeline" },
      },
    ],
    progress: {
      state: "approved",
      checker: "ines",
      reviewer: "tomas",
      verdict: "true",
      rationale: "9:32 a.m. Eastern Daylight Time in NASA’s overview is 13:32 Universal Time.",
    },
  },
  {
    words: "120 metres above the ground",
    statement: "The crew of Apollo 11 sat 120 metres above the ground at launch.",
    kind: "number",
    citations: [
      {
        source: "byTheNumbers",
        stance: "contradicts",
        locator: { type: "section", value: "Launch Vehicle" },
      },
    ],
    progress: {
      state: "in_review",
      checker: "ines",
      verdict: "false",
      rationale:
        "The whole rocket with spacecraft was about 111 metres (363 feet) tall, and the crew sat below its tip.",
      remedy: { remedy: "fix", wording: "some 100 metres above the ground" },
    },
  },
  {
    words: "landing a man on the moon and returning him safely to the earth",
    context: "On 25 May 1961",
    statement:
      "On 25 May 1961 John F. Kennedy told Congress that the nation should commit itself to “landing a man on the moon and returning him safely to the earth”.",
    kind: "quotation",
    speaker: "John F. Kennedy",
    voice: "quotation",
    citations: [
      {
        source: "congress",
        stance: "supports",
        quote: "landing a man on the moon and returning him safely to the earth",
        locator: { type: "section", value: "IX. Space" },
      },
    ],
    progress: {
      state: "approved",
      checker: "tomas",
      reviewer: "ines",
      verdict: "true",
      rationale: "",
    },
  },
  {
    words: "because it is hard",
    statement:
      "John F. Kennedy said at Rice University that the United States chose to go to the Moon “because it is hard”.",
    kind: "quotation",
    speaker: "John F. Kennedy",
    voice: "quotation",
    citations: [
      {
        source: "rice",
        stance: "contradicts",
        quote: "not because they are easy, but because they are hard",
        locator: { type: "paragraph", value: "9" },
      },
    ],
    progress: {
      state: "in_review",
      checker: "ines",
      verdict: "false",
      rationale:
        "The words are “not because they are easy, but because they are hard”. A quotation must match its record.",
      remedy: { remedy: "cut", wording: "" },
    },
  },
  {
    words: "When Eagle touched down at 20:17",
    statement: "The lunar module Eagle landed on the Moon at 20:17 Universal Time on 20 July 1969.",
    kind: "date",
    citations: [
      {
        source: "byTheNumbers",
        stance: "supports",
        locator: { type: "section", value: "Apollo 11, Timeline" },
      },
    ],
    progress: {
      state: "in_review",
      checker: "tomas",
      verdict: "true",
      rationale: "20:17:39 in the timeline.",
    },
  },
  {
    words: "An estimated 650 million people were watching on television",
    statement: "An estimated 650 million people watched the first step on the Moon on television.",
    kind: "number",
    citations: [
      {
        source: "mission",
        stance: "supports",
        quote: "650 million people",
        locator: { type: "section", value: "Mission Highlights" },
      },
      {
        source: "smithsonian",
        stance: "context",
        locator: { type: "section", value: "The landing" },
      },
    ],
    progress: {
      state: "sent_back",
      checker: "ines",
      reviewer: "tomas",
      verdict: "true",
      rationale: "NASA gives the figure.",
      comment:
        "NASA is a party to its own audience. Who counted, and how? Find a broadcaster or a study.",
    },
  },
  {
    words: "collected 25.1 kilograms of rock and soil",
    statement: "Apollo 11 brought 25.1 kilograms of rock and soil back from the Moon.",
    kind: "number",
    citations: [
      {
        source: "byTheNumbers",
        stance: "contradicts",
        locator: { type: "section", value: "Extravehicular Activity" },
      },
      {
        source: "encyclopaedia",
        stance: "contradicts",
        locator: { type: "section", value: "Moonwalk" },
      },
    ],
    progress: { state: "in_progress", checker: "ines" },
  },
  {
    words: "splashed down in the Pacific, where the aircraft carrier Hornet was waiting",
    context: "On 24 July",
    statement:
      "The crew of Apollo 11 splashed down in the Pacific on 24 July 1969 and were picked up by USS Hornet.",
    kind: "event",
    citations: [
      {
        source: "encyclopaedia",
        stance: "supports",
        locator: { type: "section", value: "Return to Earth" },
      },
    ],
    progress: { state: "in_progress", checker: "tomas" },
  },
  {
    words: "In 1973 NASA reported to Congress that Apollo had cost 25.4 billion dollars",
    statement:
      "In 1973 NASA reported to Congress that the Apollo programme had cost 25.4 billion dollars.",
    kind: "attribution",
    citations: [
      { source: "cost", stance: "supports", locator: { type: "section", value: "Summary" } },
    ],
    progress: { state: "in_progress", checker: "tomas" },
  },
  {
    words: "The programme employed about 400,000 people at its height",
    statement: "The Apollo programme employed about 400,000 people at its height.",
    kind: "number",
    citations: [],
    progress: { state: "unchecked" },
  },
  {
    words: "Twelve people have walked on the Moon",
    statement: "Twelve people walked on the Moon between July 1969 and December 1972.",
    kind: "number",
    citations: [],
    progress: { state: "unchecked" },
  },
];

export const sampleNothing = [
  { words: "It was an extravagant promise.", reason: "opinion" },
  {
    words: "It may be the most famous missing article in the English language.",
    reason: "rhetoric",
  },
] as const;

export const sampleNotes = [
  {
    words:
      "Polls taken during the 1960s suggest that most Americans thought it was not worth the money",
    body: "Which polls? Ask Maya for the source before anyone spends an evening on this.",
  },
] as const;
