import { notFound, redirect } from "next/navigation";
import { placePath } from "@/components/comment/link";
import { found, pageActor } from "@/lib/auth/page";
import { commentPlace } from "@/lib/comment/queries";
import { commentPlaceInput } from "@/lib/comment/schema";

interface CommentPageProps {
  params: Promise<{ workspace: string; comment: string }>;
}

/** A comment's lasting address: leads to where it is read now. */
export default async function CommentPage({ params }: CommentPageProps) {
  const { workspace, comment: commentId } = await params;
  const actor = await pageActor(workspace);
  const input = commentPlaceInput.safeParse({ commentId });
  if (!input.success) notFound();
  redirect(placePath(workspace, await found(commentPlace(actor, input.data)), commentId));
}
