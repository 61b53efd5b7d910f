"use server";
import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import * as schema from "./schema";

export const threads = memberAction(schema.threadsInput, queries.threads);
export const mentionable = memberAction(schema.mentionableInput, queries.mentionable);
export const commentRevisions = memberAction(
  schema.commentRevisionsInput,
  queries.commentRevisions,
);
export const startThread = memberAction(schema.startThreadInput, commands.startThread);
export const reply = memberAction(schema.replyInput, commands.reply);
export const editComment = memberAction(schema.editCommentInput, commands.editComment);
export const deleteComment = memberAction(schema.deleteCommentInput, commands.deleteComment);
export const restoreComment = memberAction(schema.restoreCommentInput, commands.restoreComment);
export const resolveThread = memberAction(schema.resolveThreadInput, commands.resolveThread);
export const reopenThread = memberAction(schema.resolveThreadInput, commands.reopenThread);
export const blockSignOff = memberAction(schema.blockSignOffInput, commands.blockSignOff);
