"use client";

import { SegmentedControl, Table } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Section } from "@/components/ui/section";
import { WideTable } from "@/components/ui/wide-table";
import { CHECK_STATUSES } from "@/lib/claim/status";
import type { MeasuresView, Stay } from "@/lib/measure/schema";
import { Bars } from "./bars";
import { useDuration } from "./duration";
import styles from "./measures.module.css";

const GROUPINGS = ["all", "article", "kind", "person"] as const;

/** How long checks stood in each status, of all, and by article, kind and person. */
export function Stays({ view }: { view: MeasuresView }) {
  const t = useTranslations("measure.stays");
  const states = useTranslations("annotation.states");
  const kinds = useTranslations("annotation.claimKinds");
  const duration = useDuration();
  const [by, setBy] = useState<(typeof GROUPINGS)[number]>("all");
  const groups = {
    all: [],
    article: view.byArticle.map(({ key, stays }) => ({ id: key.id, name: key.headline, stays })),
    kind: view.byKind.map(({ key, stays }) => ({ id: key, name: kinds(key), stays })),
    person: view.byPerson.map(({ key, stays }) => ({ id: key.id, name: key.name, stays })),
  }[by];
  if (view.stays.length === 0) {
    return (
      <Section title={t("title")}>
        <p className={styles.none}>{t("none")}</p>
      </Section>
    );
  }
  const used = CHECK_STATUSES.filter((status) => view.stays.some((stay) => stay.status === status));
  return (
    <Section title={t("title")} lead={t("lead")}>
      <SegmentedControl
        className={styles.grouping}
        aria-label={t("by")}
        value={by}
        data={GROUPINGS.map((value) => ({ value, label: t(value) }))}
        onChange={setBy}
      />
      {by === "all" ? (
        <div className={styles.beside}>
          <Bars
            label={t("chart")}
            data={view.stays.map(({ status, median, p90 }) => ({
              name: states(status),
              median,
              p90,
            }))}
            series={[
              { name: "median", label: t("median"), color: "var(--stet-accent)" },
              { name: "p90", label: t("p90"), color: "var(--stet-chart-second)" },
            ]}
            format={duration}
          />
          <WideTable label={t("title")} minWidth={340}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("status")}</Table.Th>
                <Table.Th ta="end">{t("count")}</Table.Th>
                <Table.Th ta="end">{t("median")}</Table.Th>
                <Table.Th ta="end">{t("p90")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className={styles.numbers}>
              {view.stays.map(({ status, count, median, p90 }) => (
                <Table.Tr key={status}>
                  <Table.Th scope="row">{states(status)}</Table.Th>
                  <Table.Td ta="end">{count}</Table.Td>
                  <Table.Td ta="end">{duration(median)}</Table.Td>
                  <Table.Td ta="end">{duration(p90)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </WideTable>
        </div>
      ) : (
        <>
          <p className={styles.help}>{t("cellHelp")}</p>
          <WideTable label={t("title")} minWidth={180 + used.length * 120}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t(by)}</Table.Th>
                {used.map((status) => (
                  <Table.Th key={status} ta="end">
                    {states(status)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className={styles.numbers}>
              {groups.map(({ id, name, stays }) => (
                <Table.Tr key={id}>
                  <Table.Th scope="row" dir="auto">
                    {name}
                  </Table.Th>
                  {used.map((status) => (
                    <Table.Td key={status} ta="end">
                      <Cell stay={stays.find((stay) => stay.status === status)} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </WideTable>
        </>
      )}
    </Section>
  );
}

function Cell({ stay }: { stay: Stay | undefined }) {
  const t = useTranslations("measure.stays");
  const duration = useDuration();
  if (!stay) return "–";
  return t("cell", { median: duration(stay.median), p90: duration(stay.p90) });
}
