import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** Why a form was refused, read out as it appears. Nothing while `children` is empty. */
export function RefusalAlert({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />}>
      {children}
    </Alert>
  );
}
