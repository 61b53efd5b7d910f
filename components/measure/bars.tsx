"use client";

import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import styles from "./measures.module.css";

interface BarsProps {
  /** What the bars tell, for whoever does not see them; the table beside has the numbers. */
  label: string;
  data: ({ name: string } & Record<string, number | string>)[];
  series: { name: string; label: string; color: string }[];
  format?: (value: number) => string;
}

const ROW = 46;
const AXIS = 50;
const LEGEND = 84;

/** Horizontal bars, a row for each name. */
export function Bars({ label, data, series, format }: BarsProps) {
  return (
    <div className={styles.chart} role="img" aria-label={label}>
      <BarChart
        h={data.length * ROW + (series.length > 1 ? LEGEND : AXIS)}
        data={data}
        dataKey="name"
        orientation="vertical"
        series={series}
        withLegend={series.length > 1}
        legendProps={{ verticalAlign: "bottom", height: 32, itemSorter: null }}
        gridAxis="x"
        tickLine="none"
        maxBarWidth={14}
        yAxisProps={{ width: 116 }}
        barChartProps={{ accessibilityLayer: false }}
        barProps={{ isAnimationActive: false, radius: [0, 2, 2, 0] }}
        {...(format && { valueFormatter: format })}
      />
    </div>
  );
}
