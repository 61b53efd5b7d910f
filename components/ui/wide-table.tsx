import { Table } from "@mantine/core";
import type { ReactNode } from "react";

interface WideTableProps {
  /** What the table tells, for whoever enters it by keyboard to scroll it. */
  label: string;
  /** In pixels; on a narrower screen the table scrolls by itself. */
  minWidth: number;
  verticalSpacing?: "xs" | "sm";
  children: ReactNode;
}

/** A table that is never squeezed. */
export function WideTable({ label, minWidth, verticalSpacing = "xs", children }: WideTableProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a mouse it is scrolled by its keys
    <div role="group" aria-label={label} tabIndex={0} style={{ overflowX: "auto" }}>
      <Table verticalSpacing={verticalSpacing} miw={minWidth}>
        {children}
      </Table>
    </div>
  );
}
