import { ArticleSkeleton } from "@/components/article/page/article-skeleton";

export default function Loading() {
  return <ArticleSkeleton />;
}
