import "server-only";
import { hashPassword } from "@/lib/auth/password";
import { hashToken, newToken } from "@/lib/auth/token";
import { database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { command } from "@/lib/event/command";
import { newId } from "@/lib/id";
import { logError } from "@/lib/log";
import { createSample, type SampleWorkspace } from "@/prisma/sample/create";
import { foundingAdmin, foundWorkspace } from "./founding";
import type { SetUp } from "./schema";

const INSTALLATION = 1;

/**
 * A fresh one-time token for the address that the server prints at start, in place of the one
 * before; null once the installation is set up.
 */
export async function setupToken(): Promise<string | null> {
  const client = await database();
  await client.installation.createMany({ data: { id: INSTALLATION }, skipDuplicates: true });
  const { token, hash } = newToken();
  const renewed = await client.installation.updateMany({
    where: { id: INSTALLATION, completedAt: null },
    data: { setupTokenHash: hash },
  });
  return renewed.count === 1 ? token : null;
}

/** Whether somebody has set the installation up. */
export async function isSetUp(): Promise<boolean> {
  const client = await database();
  const done = await client.installation.count({
    where: { id: INSTALLATION, completedAt: { not: null } },
  });
  return done > 0;
}

/** Whether this token would be let through set-up now. */
export async function isSetupToken(token: string): Promise<boolean> {
  const client = await database();
  const open = await client.installation.count({ where: openTo(token) });
  return open > 0;
}

export interface SetUpView {
  slug: string;
  email: string;
  /** Null where no sample was asked for, or where it could not be made. */
  sample: SampleWorkspace | null;
}

/**
 * Sets the installation up: its operator, who is the first workspace's admin. The token is used up
 * in the same transaction, so that of two requests at the same moment one finds set-up closed.
 *
 * @throws AppError `not_found` for a wrong token and for ever after the first success
 */
export async function setUp(input: SetUp): Promise<SetUpView> {
  if (!(await isSetupToken(input.token))) throw new AppError("not_found");
  const passwordHash = await hashPassword(input.password);
  const admin = foundingAdmin({ userId: newId(), name: input.name });

  const { slug } = await command(admin, async (work) => {
    const used = await work.tx.installation.updateMany({
      where: openTo(input.token),
      data: { setupTokenHash: null, completedAt: work.now },
    });
    if (used.count === 0) throw new AppError("not_found");
    await work.tx.user.create({
      data: {
        id: admin.userId,
        name: input.name,
        email: input.email,
        passwordHash,
        operator: true,
      },
    });
    return foundWorkspace(work, { name: input.workspaceName, preset: input.preset });
  });

  return { slug, email: input.email, sample: input.sample ? await sampleFor(admin) : null };
}

/** The installation stands, whatever becomes of its sample. */
async function sampleFor(person: {
  userId: string;
  name: string;
}): Promise<SampleWorkspace | null> {
  try {
    return await createSample(person);
  } catch (error) {
    logError(error);
    return null;
  }
}

function openTo(token: string) {
  return { id: INSTALLATION, completedAt: null, setupTokenHash: hashToken(token) };
}
