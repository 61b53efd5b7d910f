import { useTranslations } from "next-intl";
import { Time } from "@/components/ui/time";
import type { FlagView } from "@/lib/flag/schema";
import styles from "./flag.module.css";
import { FlagMark } from "./flag-mark";

/** The open flags on a claim, beside no article: they block the sign-off of each that states it. */
export function ClaimFlags({ flags }: { flags: readonly FlagView[] }) {
  const t = useTranslations("flag");
  const open = flags.filter(({ cleared }) => cleared === null);
  if (open.length === 0) return null;
  return (
    <section className={styles.list} aria-label={t("title")}>
      {open.map((flag) => (
        <article
          key={flag.id}
          className={styles.flag}
          aria-label={t("flag", { kind: t(`kinds.${flag.kind}`) })}
        >
          <p>
            <FlagMark kind={flag.kind} />
          </p>
          <p dir="auto">{flag.reason}</p>
          <p className={styles.facts}>
            {t.rich("raisedBy", {
              name: flag.raisedBy.name,
              time: () => <Time at={flag.raisedAt} />,
            })}
          </p>
        </article>
      ))}
    </section>
  );
}
