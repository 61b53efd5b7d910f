"use client";

import {
  ActionIcon,
  Button,
  Checkbox,
  Fieldset,
  Group,
  NumberInput,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { randomId } from "@mantine/hooks";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { z } from "zod";
import type { Settings } from "@/lib/workspace/settings";
import { withKeys } from "./new-key";
import styles from "./review-form.module.css";
import { SettingsFields, useSettingsForm } from "./settings-form";

const keysSchema = z.array(z.string());

export function ReviewForm({ settings }: { settings: Settings }) {
  const t = useTranslations("workspace.settings");
  const review = useSettingsForm({
    initialValues: {
      settings: {
        approvalsNeeded: settings.approvalsNeeded,
        strictIndependence: settings.strictIndependence,
        reviewReasons: settings.reviewReasons.map((reason) => ({ ...reason, id: reason.key })),
      },
    },
    toChange: ({ settings: { reviewReasons, ...rest } }) => ({
      settings: {
        ...rest,
        reviewReasons: withKeys(reviewReasons.map(({ key, label }) => ({ key, label }))),
      },
    }),
    onRefusal: ({ details }) =>
      details?.reason === "reasons_in_use"
        ? t("reasonsInUse", { count: keysSchema.catch([]).parse(details.keys).length })
        : undefined,
  });
  const { form } = review;
  const { reviewReasons } = form.getValues().settings;

  return (
    <SettingsFields form={review}>
      <NumberInput
        maw="20rem"
        label={t("approvalsNeeded")}
        description={t("approvalsNeededHelp")}
        min={1}
        max={3}
        allowDecimal={false}
        {...form.getInputProps("settings.approvalsNeeded")}
      />
      <Checkbox
        label={t("strict")}
        description={t("strictHelp")}
        {...form.getInputProps("settings.strictIndependence", { type: "checkbox" })}
      />
      <Fieldset variant="unstyled" legend={t("reasons")} mt="sm" className={styles.reasons}>
        <Text size="sm" c="dimmed" mb="xs">
          {t("reasonsLead")}
        </Text>
        <Stack gap="xs">
          {reviewReasons.map(({ id }, index) => (
            <Group key={id} gap="xs" wrap="nowrap" align="flex-start">
              <TextInput
                flex={1}
                aria-label={t("reason", { number: index + 1 })}
                {...form.getInputProps(`settings.reviewReasons.${index}.label`)}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                disabled={reviewReasons.length === 1}
                aria-label={t("removeReason", { number: index + 1 })}
                onClick={() => form.removeListItem("settings.reviewReasons", index)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </Group>
          ))}
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {form.errors["settings.reviewReasons"]}
          </Text>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={16} />}
            style={{ alignSelf: "flex-start" }}
            onClick={() =>
              form.insertListItem("settings.reviewReasons", { id: randomId(), key: "", label: "" })
            }
          >
            {t("addReason")}
          </Button>
        </Stack>
      </Fieldset>
    </SettingsFields>
  );
}
