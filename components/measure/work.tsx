"use client";

import { Anchor, Table } from "@mantine/core";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { WideTable } from "@/components/ui/wide-table";
import type { MeasuresView } from "@/lib/measure/schema";
import type { ReviewReason } from "@/lib/workspace/settings";
import { Bars } from "./bars";
import styles from "./measures.module.css";

/** What does not move, by what it waits for. */
export function Stuck({ workspace, view }: { workspace: string; view: MeasuresView }) {
  const t = useTranslations("measure.stuck");
  return (
    <Section title={t("title")}>
      {view.stuck.length === 0 ? (
        <p className={styles.none}>{t("none")}</p>
      ) : (
        <>
          <WideTable label={t("title")} minWidth={340}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("standing")}</Table.Th>
                <Table.Th ta="end">{t("count")}</Table.Th>
                <Table.Th ta="end">{t("oldest")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className={styles.numbers}>
              {view.stuck.map(({ standing, count, oldest }) => (
                <Table.Tr key={standing}>
                  <Table.Th scope="row">{t(`standings.${standing}`)}</Table.Th>
                  <Table.Td ta="end">{count}</Table.Td>
                  <Table.Td ta="end">
                    <Time at={oldest} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </WideTable>
          <p className={styles.help}>
            <Anchor component={Link} href={`/w/${workspace}/board`}>
              {t("board")}
            </Anchor>
          </p>
        </>
      )}
    </Section>
  );
}

/** What each person holds and did. */
export function LoadOfPeople({ view }: { view: MeasuresView }) {
  const t = useTranslations("measure.load");
  return (
    <Section title={t("title")} lead={t("lead")}>
      <div className={styles.beside}>
        <Bars
          label={t("chart")}
          data={view.load.map(({ member, held, submitted, reviewed }) => ({
            name: member.name,
            held,
            submitted,
            reviewed,
          }))}
          series={[
            { name: "held", label: t("held"), color: "var(--stet-accent)" },
            { name: "submitted", label: t("submitted"), color: "var(--stet-chart-second)" },
            { name: "reviewed", label: t("reviewed"), color: "var(--stet-chart-third)" },
          ]}
        />
        <WideTable label={t("title")} minWidth={350}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("person")}</Table.Th>
              {(["held", "stuck", "submitted", "reviewed"] as const).map((field) => (
                <Table.Th key={field} ta="end">
                  {t(field)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className={styles.numbers}>
            {view.load.map(({ member, held, stuck, submitted, reviewed }) => (
              <Table.Tr key={member.id}>
                <Table.Th scope="row">{member.name}</Table.Th>
                <Table.Td ta="end">{held}</Table.Td>
                <Table.Td ta="end">{stuck}</Table.Td>
                <Table.Td ta="end">{submitted}</Table.Td>
                <Table.Td ta="end">{reviewed}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      </div>
    </Section>
  );
}

interface SentBackProps {
  view: MeasuresView;
  reasons: readonly ReviewReason[];
}

/** How much came back, and why. */
export function SentBackShare({ view, reasons }: SentBackProps) {
  const t = useTranslations("measure.sentBack");
  const format = useFormatter();
  const { submissions, sentBack, people, reasons: given } = view.sentBack;
  if (submissions === 0) {
    return (
      <Section title={t("title")}>
        <p className={styles.none}>{t("none")}</p>
      </Section>
    );
  }
  const named = given.map(({ key, count }) => ({
    key,
    count,
    name: reasons.find((reason) => reason.key === key)?.label ?? key,
  }));
  const share = (part: number, whole: number) =>
    format.number(part / whole, { style: "percent", maximumFractionDigits: 0 });
  return (
    <Section title={t("title")} lead={t("lead")}>
      <p className={styles.share}>
        {t("share", { sentBack, submissions, share: sentBack / submissions })}
      </p>
      {named.length === 0 ? (
        sentBack > 0 && <p className={styles.none}>{t("noReasons")}</p>
      ) : (
        <div className={styles.beside}>
          <Bars
            label={t("chart")}
            data={named.map(({ name, count }) => ({ name, count }))}
            series={[{ name: "count", label: t("count"), color: "var(--stet-accent)" }]}
          />
          <WideTable label={t("chart")} minWidth={280}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("reason")}</Table.Th>
                <Table.Th ta="end">{t("count")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className={styles.numbers}>
              {named.map(({ key, name, count }) => (
                <Table.Tr key={key}>
                  <Table.Th scope="row" dir="auto">
                    {name}
                  </Table.Th>
                  <Table.Td ta="end">{count}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </WideTable>
        </div>
      )}
      <WideTable label={t("people")} minWidth={400}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("person")}</Table.Th>
            <Table.Th ta="end">{t("submissions")}</Table.Th>
            <Table.Th ta="end">{t("sentBack")}</Table.Th>
            <Table.Th ta="end">{t("shareOf")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className={styles.numbers}>
          {people.map((row) => (
            <Table.Tr key={row.member.id}>
              <Table.Th scope="row">{row.member.name}</Table.Th>
              <Table.Td ta="end">{row.submissions}</Table.Td>
              <Table.Td ta="end">{row.sentBack}</Table.Td>
              <Table.Td ta="end">{share(row.sentBack, row.submissions)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Section>
  );
}
