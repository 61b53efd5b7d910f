"use client";

import { ActionIcon, CopyButton, TextInput, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

interface CopyFieldProps {
  label: string;
  value: string;
  description?: ReactNode;
  autoFocus?: boolean;
}

/** Something to pass on: selected whole when it is entered, copied by one button. */
export function CopyField({ label, value, description, autoFocus = false }: CopyFieldProps) {
  const t = useTranslations("ui");
  return (
    <TextInput
      label={label}
      description={description}
      value={value}
      readOnly
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus}
      onFocus={(event) => event.currentTarget.select()}
      rightSection={
        <CopyButton value={value} timeout={2000}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t("copied") : t("copy")}>
              <ActionIcon
                variant="subtle"
                color={copied ? "green" : "gray"}
                aria-label={copied ? t("copied") : t("copy")}
                onClick={copy}
              >
                {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      }
    />
  );
}
