import { redirect } from "next/navigation";
import { pagePerson } from "@/lib/auth/page";
import { isSetUp } from "@/lib/workspace/installation";
import { workspacesOf } from "@/lib/workspace/queries";

/** The way in: to set-up, to signing in, to the one workspace, or to the list of them. */
export default async function Home(): Promise<never> {
  if (!(await isSetUp())) redirect("/set-up");
  const workspaces = await workspacesOf(await pagePerson());
  const [only, another] = workspaces;
  redirect(only && !another ? `/w/${only.slug}` : "/account/workspaces");
}
