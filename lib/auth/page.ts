import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { isAppError } from "@/lib/errors";
import type { MemberActor, Person } from "./actor";
import { currentPerson, memberOf } from "./session";

/** The header in which proxy.ts tells a page its own path, to come back to after signing in. */
export const PATH_HEADER = "x-stet-path";

/** Who looks at a page; somebody who is not signed in does so first and then comes back. */
export async function pagePerson(): Promise<Person> {
  const person = await currentPerson();
  if (person) return person;
  const path = (await headers()).get(PATH_HEADER);
  redirect(path && path !== "/" ? `/sign-in?to=${encodeURIComponent(path)}` : "/sign-in");
}

/** Who looks at a page of a workspace; to all but its members there is no such page. */
export async function pageActor(slug: string): Promise<MemberActor> {
  const actor = await memberOf(await pagePerson(), slug);
  return actor ?? notFound();
}

/** A query's answer for a page: what the actor may not see is a page that does not exist. */
export async function found<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (isAppError(error) && (error.code === "not_found" || error.code === "forbidden")) notFound();
    throw error;
  }
}
