import { editors, type Rule, staff } from "@/lib/auth/rule";

/** How the person is tied to the article: rows of the article's members. */
export interface ArticleTies {
  isAuthor: boolean;
  isViewer: boolean;
}

const own = (_: unknown, article: ArticleTies) => article.isAuthor;
const ownOrShared = (_: unknown, article: ArticleTies) => article.isAuthor || article.isViewer;

export const articlePolicy = {
  "article:read": { ...staff, author: ownOrShared, viewer: ownOrShared },
  "article:edit": { ...editors, author: own },
  /** Deadline, priority, who checks what, whose article it is. */
  "article:assign": { ...editors },
  "article:delete": { ...editors },
  /** See what stands against its sign-off. */
  "article:close": { ...staff },
  "article:sign_off": { admin: (_, a) => !a.isAuthor, editor: (_, a) => !a.isAuthor },
} as const satisfies Record<string, Rule<ArticleTies>>;

export const articleCreationPolicy = {
  "article:create": { ...editors },
} as const satisfies Record<string, Rule<undefined>>;
