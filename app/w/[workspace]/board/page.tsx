import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { Board } from "@/components/assignment/board";
import { board } from "@/lib/assignment/queries";
import { can } from "@/lib/auth/authorize";
import { pageActor } from "@/lib/auth/page";
import { position as livePosition } from "@/lib/live/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("assignment");
  return { title: t("title") };
}

interface BoardPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const idSchema = z.uuid().nullable().catch(null);

export default async function BoardPage({ params, searchParams }: BoardPageProps) {
  const { workspace } = await params;
  const actor = await pageActor(workspace);
  if (!can(actor, "board:read")) notFound();
  const { article, person } = await searchParams;
  const filter = { articleId: idSchema.parse(article), memberId: idSchema.parse(person) };
  const position = await livePosition(actor);
  return (
    <Board
      workspace={workspace}
      board={await board(actor, filter)}
      filter={filter}
      position={position}
    />
  );
}
