import { editors, type Rule, staff } from "@/lib/auth/rule";

export interface MeasureTies {
  /** The workspace lets everybody who checks see others' measures. */
  staffSees: boolean;
}

const shown = (_: unknown, { staffSees }: MeasureTies) => staffSees;

export const ownMeasurePolicy = {
  /** One's own. */
  "measures:read": { ...staff },
} as const satisfies Record<string, Rule<undefined>>;

export const measurePolicy = {
  "measures:read_all": { ...editors, checker: shown },
} as const satisfies Record<string, Rule<MeasureTies>>;
