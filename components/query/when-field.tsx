"use client";

import { DateTimePicker } from "@mantine/dates";
import dayjs from "dayjs";

const FORM = "YYYY-MM-DD HH:mm:ss";

/** The date offered first: in three days, at five in the afternoon. */
export function usualDate(): string {
  return dayjs().add(3, "day").hour(17).minute(0).second(0).millisecond(0).toISOString();
}

interface WhenFieldProps {
  label: string;
  /** ISO. */
  value: string;
  onChange: (value: string) => void;
}

/** By when an answer is wanted: a date to come. */
export function WhenField({ label, value, onChange }: WhenFieldProps) {
  return (
    <DateTimePicker
      label={label}
      valueFormat="D MMM YYYY, HH:mm"
      minDate={dayjs().format(FORM)}
      value={dayjs(value).format(FORM)}
      onChange={(next) => next && onChange(dayjs(next).toISOString())}
      popoverProps={{ withinPortal: true }}
    />
  );
}
