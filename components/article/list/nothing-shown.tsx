import { Button } from "@mantine/core";
import { IconArticle } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Empty } from "@/components/ui/empty";

interface NothingShownProps {
  show: "deleted" | "filtered" | "new";
  newArticle: ReactNode;
  onClear: () => void;
}

/** Where the list is empty: what to do next. */
export function NothingShown({ show, newArticle, onClear }: NothingShownProps) {
  const t = useTranslations("article.list.empty");
  const clear = (
    <Button variant="default" onClick={onClear}>
      {t("clear")}
    </Button>
  );
  if (show === "deleted") return <Empty title={t("deletedTitle")} action={clear} />;
  if (show === "filtered") return <Empty title={t("filteredTitle")} action={clear} />;
  return (
    <Empty
      icon={<IconArticle size={36} stroke={1.3} aria-hidden />}
      title={t("title")}
      action={newArticle}
    >
      {t("text")}
    </Empty>
  );
}
