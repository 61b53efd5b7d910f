import { expect, test } from "vitest";
import type { QueryView } from "@/lib/query/schema";
import { type ToDo, toDoOfQueries } from "./to-do";

const NOW = new Date("2026-11-28T12:00:00.000Z");
const LATER = "2026-11-29T12:00:00.000Z";
const BEFORE = "2026-11-27T12:00:00.000Z";

const me = { id: "me", name: "Ann" };
const other = { id: "other", name: "Bo" };

function query(given: {
  member?: typeof me | null;
  status?: QueryView["status"];
  wantedBy?: string;
  can?: Partial<QueryView["can"]>;
}): QueryView {
  const { member = null, status = "asked", wantedBy = LATER, can = {} } = given;
  return {
    id: "query",
    articleId: "article",
    annotationId: "annotation",
    addressee: { kind: "author", member, name: member ? "" : "Fay", email: "" },
    question: "When?",
    wantedBy,
    status,
    ruling: null,
    revision: 1,
    askedBy: other,
    askedAt: BEFORE,
    answers: [],
    links: [],
    can: { answer: false, change: false, rule: false, ...can },
  };
}

const rule = { rule: true, change: true };

test.each<[string, Parameters<typeof query>[0], ToDo | null]>([
  ["waits for an answer", { member: other, can: rule }, null],
  ["is answered", { status: "answered", can: rule }, "rule_query"],
  ["is answered, before the author", { status: "answered", member: me }, null],
  ["has no answer by its date", { wantedBy: BEFORE, can: rule }, "rule_query"],
  ["is expected to have none", { status: "no_answer", can: rule }, "rule_query"],
  ["is ruled on", { status: "ruled", can: rule }, null],
  ["asks the member", { member: me, can: { ...rule, answer: true } }, "answer_query"],
  ["asks an author, one of whom looks", { member: other, can: { answer: true } }, "answer_query"],
  ["asks another editor", { member: other, can: { ...rule, answer: true } }, null],
  ["asks somebody outside", { can: { ...rule, answer: true } }, null],
  [
    "asks the author, after its date",
    { member: me, wantedBy: BEFORE, can: { answer: true } },
    "answer_query",
  ],
])("a query that %s", (_, given, toDo) => {
  expect(toDoOfQueries([query(given)], "me", NOW)).toBe(toDo);
});
