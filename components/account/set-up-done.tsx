"use client";

import { Stack, Text, Title } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { CopyField } from "@/components/ui/copy-field";
import { LinkButton } from "@/components/ui/link-button";

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
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Stack gap="lg">
      <Title order={2} size="h3" ref={heading} tabIndex={-1}>
        {t("setUp.done.title")}
      </Title>
      <Text>
        {sample ? t("setUp.done.sample", { name: sample.name }) : t("setUp.done.sampleFailed")}
      </Text>
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
  );
}
