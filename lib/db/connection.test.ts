import { afterAll, expect, test } from "vitest";
import { newTestConnection } from "@/tests/support/database";

const connection = await newTestConnection();
afterAll(() => connection.close());

test("queries of one connection that are asked at once are answered in turn, without a warning", async () => {
  const warnings: Error[] = [];
  const listen = (warning: Error) => warnings.push(warning);
  process.on("warning", listen);
  const client = await connection.pool.connect();
  const ask = (number: number) =>
    client.query({ text: "select $1::int as number", values: [number] });
  const broken = () => client.query("select nonsense");
  const answers = await Promise.allSettled([ask(1), ask(2), broken(), ask(3), ask(4)]);
  client.release();
  // Node tells of a warning in its next turn.
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", listen);
  expect(
    answers.map((answer) => (answer.status === "fulfilled" ? answer.value.rows : "refused")),
  ).toEqual([[{ number: 1 }], [{ number: 2 }], "refused", [{ number: 3 }], [{ number: 4 }]]);
  expect(warnings).toEqual([]);
});
