"use client";

import { ArticleError } from "@/components/article/page/article-error";

export default function ArticleRouteError({ reset }: { reset: () => void }) {
  return <ArticleError onRetry={reset} />;
}
