import { EmptyState } from "@mantine/core";
import type { ReactNode } from "react";

interface EmptyProps {
  /** What is not there. */
  title: ReactNode;
  /** What to do next. */
  children?: ReactNode;
  /** An icon, and the button or link that does it. */
  icon?: ReactNode;
  action?: ReactNode;
}

/** Where there is nothing to show yet: says so, and what to do next. */
export function Empty({ title, children, icon, action }: EmptyProps) {
  return (
    <EmptyState py="xl" maw="34rem" mx="auto" icon={icon} title={title} description={children}>
      {action && <EmptyState.Actions>{action}</EmptyState.Actions>}
    </EmptyState>
  );
}
