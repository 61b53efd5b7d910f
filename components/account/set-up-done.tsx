"use client";

import { Stack, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { CopyField } from "@/components/ui/copy-field";
import { LinkButton } from "@/components/ui/link-button";
import { PublicPage } from "./public-page";

interface Sample {
  slug: string;
  name: string;
  colleagues: { name: string; email: string; password: string }[];
}

export interface SetUpResult {
  href: string;
  sample: Sample | null;
}

/** What is shown only now: the colleagues of the sample and their passwords. */
export function SetUpDone({ href, sample }: SetUpResult) {
  const t = useTranslations("auth");
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    start.current?.focus();
  }, []);
  return (
    <PublicPage
      title={t("setUp.done.title")}
      lead={sample ? t("setUp.done.sample", { name: sample.name }) : t("setUp.done.sampleFailed")}
    >
      <Stack gap="lg" ref={start} tabIndex={-1} style={{ outline: "none" }}>
        {sample?.colleagues.map((colleague) => (
          <Stack key={colleague.email} gap="xs" component="section" aria-label={colleague.name}>
            <Text fw={600}>{colleague.name}</Text>
            <CopyField label={t("email")} value={colleague.email} />
            <CopyField label={t("password")} value={colleague.password} />
          </Stack>
        ))}
        <Stack gap="xs">
          {sample && (
            <LinkButton href={`/w/${sample.slug}`}>
              {t("setUp.done.open", { name: sample.name })}
            </LinkButton>
          )}
          <LinkButton href={href} variant={sample ? "default" : "filled"}>
            {t("setUp.done.openOwn")}
          </LinkButton>
        </Stack>
      </Stack>
    </PublicPage>
  );
}
