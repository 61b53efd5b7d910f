import { beforeEach, expect, it } from "vitest";
import { articleList, articlePage } from "@/lib/article/queries";
import { verifyLog } from "@/lib/event/verify";
import { createSample } from "@/prisma/sample/create";
import { openTestDatabase } from "@/tests/support/database";
import { testPerson } from "@/tests/support/people";

const { client, reset } = await openTestDatabase();
beforeEach(reset);

it("makes a half-checked article by the commands that people use", async () => {
  const person = await testPerson({ name: "Ada Admin" });
  const sample = await createSample(person);
  expect(sample.colleagues).toHaveLength(2);

  const member = await client.member.findFirstOrThrow({
    where: { userId: person.userId },
    select: { id: true, workspaceId: true, role: true },
  });
  expect(member.role).toBe("admin");
  const actor = {
    kind: "member" as const,
    memberId: member.id,
    workspaceId: member.workspaceId,
    userId: person.userId,
    name: person.name,
    role: member.role,
  };
  const { articles } = await articleList(actor, {});
  const [article] = articles;
  if (!article) throw new Error("no article");
  const page = await articlePage(actor, article.id);
  const statuses = page.claims.map(({ check }) => check?.status ?? "unchecked");
  for (const status of ["approved", "in_review", "in_progress", "unchecked"]) {
    expect(statuses).toContain(status);
  }
  expect(page.version.text.split(/\s+/).length).toBeGreaterThan(550);
  expect(await verifyLog(actor.workspaceId)).toMatchObject({ fault: null });
});
