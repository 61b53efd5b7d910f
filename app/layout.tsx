import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/spotlight/styles.css";
import "@mantine/tiptap/styles.css";
import "@/components/ui/global.css";
import { ColorSchemeScript } from "@mantine/core";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { UiProvider } from "@/components/ui/ui-provider";
import { preferencesOf } from "@/lib/account/queries";
import { currentPerson } from "@/lib/auth/session";

export const metadata: Metadata = {
  title: { default: "Stet", template: "%s · Stet" },
  robots: { index: false, follow: false },
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, requestHeaders, person] = await Promise.all([
    getLocale(),
    headers(),
    currentPerson(),
  ]);
  const colourScheme = person ? (await preferencesOf(person)).colourScheme : "auto";
  const forced = colourScheme === "auto" ? {} : { forceColorScheme: colourScheme };
  return (
    // Before the page is drawn, the script sets the colour scheme that the server may not know.
    <html
      lang={locale}
      dir="ltr"
      data-mantine-color-scheme={colourScheme === "auto" ? "light" : colourScheme}
      suppressHydrationWarning
    >
      <head>
        <ColorSchemeScript
          nonce={requestHeaders.get("x-nonce") ?? undefined}
          defaultColorScheme="auto"
          {...forced}
        />
      </head>
      <body>
        <NextIntlClientProvider>
          <UiProvider colourScheme={colourScheme}>{children}</UiProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
