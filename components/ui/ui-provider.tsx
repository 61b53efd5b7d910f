"use client";

import { DirectionProvider, MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { cssVariablesResolver, theme } from "./theme";

interface UiProviderProps {
  /** The person's choice; "auto" follows the system. */
  colourScheme: "auto" | "light" | "dark";
  children: ReactNode;
}

/** What every component of the interface needs around it. */
export function UiProvider({ colourScheme, children }: UiProviderProps) {
  const t = useTranslations("ui");
  const close = t("close");
  const worded = useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: {
          CloseButton: { defaultProps: { "aria-label": close } },
          Notification: { defaultProps: { closeButtonProps: { "aria-label": close } } },
        },
      }),
    [close],
  );
  return (
    <DirectionProvider initialDirection="ltr" detectDirection={false}>
      <MantineProvider
        theme={worded}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
        {...(colourScheme === "auto" ? {} : { forceColorScheme: colourScheme })}
      >
        <ModalsProvider labels={{ confirm: t("confirm"), cancel: t("cancel") }}>
          <Notifications position="bottom-right" autoClose={6000} limit={4} />
          {children}
        </ModalsProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
