/** What the editor says of the article whose text it has. */
export interface EditArticle {
  id: string;
  headline: string;
  language: string;
  direction: "ltr" | "rtl";
}
