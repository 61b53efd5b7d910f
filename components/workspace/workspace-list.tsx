import Link from "next/link";
import { useTranslations } from "next-intl";
import { Empty } from "@/components/ui/empty";
import type { Role } from "@/lib/workspace/role";
import styles from "./workspace-list.module.css";

interface WorkspaceListProps {
  workspaces: { slug: string; name: string; role: Role }[];
  operator: boolean;
}

export function WorkspaceList({ workspaces, operator }: WorkspaceListProps) {
  const t = useTranslations("workspace");
  if (workspaces.length === 0) {
    return (
      <Empty title={t("list.empty")}>
        {operator ? t("list.emptyOperator") : t("list.emptyText")}
      </Empty>
    );
  }
  return (
    <ul className={styles.list}>
      {workspaces.map(({ slug, name, role }) => (
        <li key={slug}>
          <Link href={`/w/${slug}`} className={styles.link}>
            <span className={styles.name}>{name}</span>
            <span className={styles.role}>{t(`role.${role}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
