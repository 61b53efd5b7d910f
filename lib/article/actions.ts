"use server";

import { memberAction } from "@/lib/action";
import * as commands from "./commands";
import * as queries from "./queries";
import {
  articleHistoryInput,
  articleMemberInput,
  articleRowsInput,
  deleteArticleInput,
  planArticleInput,
  restoreArticleInput,
  updateArticleInput,
} from "./schema";

export const updateArticle = memberAction(updateArticleInput, commands.updateArticle);
export const planArticle = memberAction(planArticleInput, commands.planArticle);
export const addArticleMember = memberAction(articleMemberInput, commands.addArticleMember);
export const removeArticleMember = memberAction(articleMemberInput, commands.removeArticleMember);
export const deleteArticle = memberAction(deleteArticleInput, commands.deleteArticle);
export const restoreArticle = memberAction(restoreArticleInput, commands.restoreArticle);
export const articleHistory = memberAction(articleHistoryInput, queries.articleHistory);
export const articleRows = memberAction(articleRowsInput, queries.articleRows);
