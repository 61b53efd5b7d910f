"use client";

import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@/components/ui/global.css";
import { NextIntlClientProvider } from "next-intl";
import { UiProvider } from "@/components/ui/ui-provider";
import { messages } from "@/lib/messages/en";
import ErrorPage from "./error";

/** In place of the layout, where that is what failed: the session, say, could not be read. */
export default function GlobalErrorPage(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en-GB" dir="ltr" data-mantine-color-scheme="light" suppressHydrationWarning>
      <body>
        <NextIntlClientProvider locale="en-GB" timeZone="UTC" messages={{ ui: messages.ui }}>
          <UiProvider colourScheme="auto">
            <ErrorPage {...props} />
          </UiProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
