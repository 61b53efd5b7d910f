import { redirect } from "next/navigation";

/** The articles are what a workspace begins with. */
export default async function ArticlesPage({
  params,
}: {
  params: Promise<{ workspace: string }>;
}): Promise<never> {
  redirect(`/w/${(await params).workspace}`);
}
