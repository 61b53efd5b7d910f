import type { ArticleChange } from "@/lib/article/schema";
import type { QueryView } from "./schema";

/** The changed query, null once it was withdrawn, and what a ruling changed on the article. */
export interface QueryChange {
  query: QueryView | null;
  article: ArticleChange | null;
}
