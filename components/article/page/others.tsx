"use client";

import { Alert, Button, Group, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { usePageControl } from "./control";
import { useMemberName, usePage, usePageActions } from "./store-context";

/** That somebody saved another version of the text; it is shown when the person asks for it. */
export function ForeignVersion() {
  const t = useTranslations("live.version");
  const foreign = usePage((state) => state.foreignVersion);
  const shown = usePage((state) => state.version.number);
  const isComing = usePage((state) => state.newerVersion !== null);
  const name = useMemberName(foreign?.byId);
  const { loadNewer } = usePageActions();
  if (!foreign || foreign.number <= shown) return null;
  return (
    <Alert role="status" variant="light" py="xs" radius={0}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {t("saved", { name, number: foreign.number })} {t("help", { shown })}
        </Text>
        <Button size="compact-sm" loading={isComing} onClick={loadNewer}>
          {t("load")}
        </Button>
      </Group>
    </Alert>
  );
}

/** That somebody deleted what is open here. */
export function GoneRow({ annotationId }: { annotationId: string }) {
  const t = useTranslations("live.gone");
  const isGone = usePage((state) => state.goneRow?.id === annotationId);
  const { close } = usePageControl();
  if (!isGone) return null;
  return (
    <Alert role="alert" color="orange" variant="light" title={t("title")}>
      <Text size="sm" mb="xs">
        {t("text")}
      </Text>
      <Button size="compact-sm" variant="default" onClick={close}>
        {t("close")}
      </Button>
    </Alert>
  );
}
