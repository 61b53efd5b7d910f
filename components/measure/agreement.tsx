"use client";

import { Table } from "@mantine/core";
import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { WideTable } from "@/components/ui/wide-table";
import type { Estimate } from "@/lib/measure/bootstrap";
import type { Agreement } from "@/lib/measure/schema";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import styles from "./measures.module.css";

interface AgreementProps {
  agreement: Agreement;
  scale: RatingScale;
}

/** How far those who checked blind agree, with how sure that is. */
export function AgreementTables({ agreement, scale }: AgreementProps) {
  const t = useTranslations("measure.agreement");
  const { items, coefficients, pairs, verdicts, confusion } = agreement;
  if (items === 0) {
    return (
      <Section title={t("title")}>
        <p className={styles.none}>{t("none")}</p>
      </Section>
    );
  }
  const labelOf = (verdict: string) => scale.find(({ key }) => key === verdict)?.label ?? verdict;
  return (
    <Section title={t("title")} lead={t("lead", { items })}>
      <p className={styles.help}>{t("help")}</p>
      <WideTable label={t("title")} minWidth={420}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("coefficient")}</Table.Th>
            <Heads />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className={styles.numbers}>
          {coefficients.map(({ name, estimate }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{t(`names.${name}`)}</Table.Th>
              <Cells estimate={estimate} items={items} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      {pairs.length > 0 && (
        <>
          <h3 className={styles.heading}>{t("pairs")}</h3>
          <WideTable label={t("pairs")} minWidth={480}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("pairs")}</Table.Th>
                <Table.Th>{t("coefficient")}</Table.Th>
                <Heads />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className={styles.numbers}>
              {pairs.flatMap(({ people: [one, other], items: own, observed, cohen }) =>
                (
                  [
                    ["observed", observed],
                    ["cohen", cohen],
                  ] as const
                ).map(([name, estimate]) => (
                  <Table.Tr key={`${one.id} ${other.id} ${name}`}>
                    <Table.Th scope="row">
                      {t("pair", { one: one.name, other: other.name })}
                    </Table.Th>
                    <Table.Td>{t(`names.${name}`)}</Table.Td>
                    <Cells estimate={estimate} items={own} />
                  </Table.Tr>
                )),
              )}
            </Table.Tbody>
          </WideTable>
        </>
      )}
      <h3 className={styles.heading}>{t("confusion")}</h3>
      <p className={styles.help}>{t("confusionHelp")}</p>
      <WideTable label={t("confusion")} minWidth={160 + verdicts.length * 100}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("first")}</Table.Th>
            {verdicts.map((verdict) => (
              <Table.Th key={verdict} ta="end">
                {labelOf(verdict)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className={styles.numbers}>
          {verdicts.map((verdict, row) => (
            <Table.Tr key={verdict}>
              <Table.Th scope="row">{labelOf(verdict)}</Table.Th>
              {verdicts.map((other, column) => (
                <Table.Td key={other} ta="end" data-equal={row === column || undefined}>
                  {confusion[row]?.[column] ?? 0}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Section>
  );
}

function Heads() {
  const t = useTranslations("measure.agreement");
  return (["value", "interval", "items"] as const).map((head) => (
    <Table.Th key={head} ta="end">
      {t(head)}
    </Table.Th>
  ));
}

function Cells({ estimate, items }: { estimate: Estimate | null; items: number }) {
  const t = useTranslations("measure.agreement");
  const format = useFormatter();
  const number = (value: number) =>
    format.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace("-", "−");
  const interval = estimate?.interval;
  return (
    <>
      <Table.Td ta="end">{estimate ? number(estimate.value) : t("untold")}</Table.Td>
      <Table.Td ta="end">
        {interval ? t("range", { low: number(interval.low), high: number(interval.high) }) : "–"}
      </Table.Td>
      <Table.Td ta="end">{items}</Table.Td>
    </>
  );
}
