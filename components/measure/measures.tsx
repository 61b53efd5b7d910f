"use client";

import { DatePickerInput } from "@mantine/dates";
import { IconChartBar } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import type { MeasuresInput, MeasuresView } from "@/lib/measure/schema";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import type { ReviewReason } from "@/lib/workspace/settings";
import { AgreementTables } from "./agreement";
import styles from "./measures.module.css";
import { Stays } from "./stays";
import { LoadOfPeople, SentBackShare, Stuck } from "./work";

interface MeasuresProps {
  workspace: string;
  view: MeasuresView;
  period: MeasuresInput;
  scale: RatingScale;
  reasons: readonly ReviewReason[];
}

/** How checks go: in numbers, and as pictures of them. */
export function Measures({ workspace, view, period, scale, reasons }: MeasuresProps) {
  const t = useTranslations("measure");
  const router = useRouter();
  const [range, setRange] = useState<[string | null, string | null]>([period.from, period.to]);
  const choose = (next: [string | null, string | null]) => {
    setRange(next);
    const [from, to] = next;
    // Of a range only its first day is chosen.
    if ((from === null) !== (to === null)) return;
    const query = new URLSearchParams({ ...(from && { from }), ...(to && { to }) });
    const search = query.size > 0 ? `?${query}` : "";
    router.replace(`/w/${workspace}/measures${search}`, { scroll: false });
  };
  const isAnyTime = period.from === null && period.to === null;
  const isEmpty =
    isAnyTime &&
    view.stays.length === 0 &&
    view.sentBack.submissions === 0 &&
    view.load.every(({ held, submitted, reviewed }) => held + submitted + reviewed === 0);
  return (
    <Page title={t("title")} lead={t(`lead.${view.scope}`)} width={72}>
      {isEmpty ? (
        <Empty
          icon={<IconChartBar size={36} stroke={1.4} />}
          title={t("empty.title")}
          action={
            <LinkButton href={`/w/${workspace}/board`} variant="default">
              {t("empty.board")}
            </LinkButton>
          }
        >
          {t("empty.text")}
        </Empty>
      ) : (
        <>
          <DatePickerInput
            className={styles.period}
            type="range"
            label={t("period")}
            placeholder={t("anyTime")}
            valueFormat="D MMM YYYY"
            allowSingleDateInRange
            clearable
            clearButtonProps={{ "aria-label": t("clear") }}
            value={range}
            onChange={choose}
          />
          <Stays view={view} />
          <Stuck workspace={workspace} view={view} />
          <LoadOfPeople view={view} />
          <SentBackShare view={view} reasons={reasons} />
          <AgreementTables agreement={view.agreement} scale={scale} />
        </>
      )}
    </Page>
  );
}
