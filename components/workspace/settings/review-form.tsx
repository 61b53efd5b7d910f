"use client";

import {
  ActionIcon,
  Button,
  Checkbox,
  Fieldset,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { randomId } from "@mantine/hooks";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { CLAIM_KINDS, claimKindSchema } from "@/lib/claim/schema-enums";
import { REVIEWERS, type Settings } from "@/lib/workspace/settings";
import { withKeys } from "./new-key";
import styles from "./review-form.module.css";
import { SettingsFields, useSettingsForm } from "./settings-form";

const APPROVALS = [1, 2, 3];
const keysSchema = z.array(z.string());

export function ReviewForm({ settings }: { settings: Settings }) {
  const t = useTranslations("workspace.settings");
  const kinds = useTranslations("annotation.claimKinds");
  const review = useSettingsForm({
    initialValues: {
      settings: {
        approvalsNeeded: settings.approvalsNeeded,
        approvalsByKind: CLAIM_KINDS.flatMap((kind) => {
          const approvals = settings.approvalsByKind[kind];
          return approvals === undefined ? [] : [{ id: `rule-${kind}`, kind, approvals }];
        }),
        approvalsForHighPriority: settings.approvalsForHighPriority,
        reviewers: settings.reviewers,
        blindSecondChecks: settings.blindSecondChecks,
        blindSampling: settings.blindSampling,
        strictIndependence: settings.strictIndependence,
        authorsSeeVerdicts: settings.authorsSeeVerdicts,
        reviewReasons: settings.reviewReasons.map((reason) => ({ ...reason, id: reason.key })),
      },
    },
    toChange: ({ settings: { reviewReasons, approvalsByKind, ...rest } }) => ({
      settings: {
        ...rest,
        approvalsByKind: Object.fromEntries(
          approvalsByKind.map(({ kind, approvals }) => [kind, approvals]),
        ),
        reviewReasons: withKeys(reviewReasons.map(({ key, label }) => ({ key, label }))),
      },
    }),
    onRefusal: ({ details }) =>
      details?.reason === "reasons_in_use"
        ? t("reasonsInUse", { count: keysSchema.catch([]).parse(details.keys).length })
        : undefined,
  });
  const { form } = review;
  const { reviewReasons, approvalsByKind, approvalsForHighPriority, blindSecondChecks } =
    form.getValues().settings;
  const kindLeft = CLAIM_KINDS.find((kind) => approvalsByKind.every((rule) => rule.kind !== kind));
  const number = (value: string) => z.coerce.number().catch(1).parse(value);

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
      <Fieldset variant="unstyled" legend={t("approvalsByKind")} className={styles.reasons}>
        <Stack gap="xs" mt="xs" align="flex-start">
          {approvalsByKind.map(({ id, kind, approvals }, index) => (
            <Group key={id} gap="xs" wrap="nowrap">
              <NativeSelect
                aria-label={t("kindOf", { number: index + 1 })}
                value={kind}
                data={CLAIM_KINDS.map((value) => ({
                  value,
                  label: kinds(value),
                  disabled: value !== kind && approvalsByKind.some((rule) => rule.kind === value),
                }))}
                onChange={(event) =>
                  form.setFieldValue(
                    `settings.approvalsByKind.${index}.kind`,
                    claimKindSchema.parse(event.currentTarget.value),
                  )
                }
              />
              <NativeSelect
                aria-label={t("approvalsOf", { kind: kinds(kind) })}
                value={String(approvals)}
                data={APPROVALS.map((count) => ({
                  value: String(count),
                  label: t("approvalsCount", { count }),
                }))}
                onChange={(event) =>
                  form.setFieldValue(
                    `settings.approvalsByKind.${index}.approvals`,
                    number(event.currentTarget.value),
                  )
                }
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t("removeKind", { kind: kinds(kind) })}
                onClick={() => form.removeListItem("settings.approvalsByKind", index)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </Group>
          ))}
          {kindLeft && (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={16} />}
              onClick={() =>
                form.insertListItem("settings.approvalsByKind", {
                  id: randomId(),
                  kind: kindLeft,
                  approvals: 2,
                })
              }
            >
              {t("addKind")}
            </Button>
          )}
        </Stack>
      </Fieldset>
      <NativeSelect
        maw="20rem"
        label={t("approvalsForHighPriority")}
        value={approvalsForHighPriority === null ? "" : String(approvalsForHighPriority)}
        data={[
          { value: "", label: t("asUsual") },
          ...APPROVALS.map((count) => ({
            value: String(count),
            label: t("approvalsCount", { count }),
          })),
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          form.setFieldValue(
            "settings.approvalsForHighPriority",
            value === "" ? null : number(value),
          );
        }}
      />
      <NativeSelect
        maw="20rem"
        label={t("reviewers")}
        data={REVIEWERS.map((value) => ({ value, label: t(`reviewersAre.${value}`) }))}
        {...form.getInputProps("settings.reviewers")}
      />
      <Checkbox
        label={t("blind")}
        description={t("blindHelp")}
        {...form.getInputProps("settings.blindSecondChecks", { type: "checkbox" })}
      />
      {blindSecondChecks && (
        <NumberInput
          maw="20rem"
          label={t("sampling")}
          description={t("samplingHelp")}
          min={0}
          max={100}
          allowDecimal={false}
          suffix=" %"
          {...form.getInputProps("settings.blindSampling")}
        />
      )}
      <Checkbox
        label={t("strict")}
        description={t("strictHelp")}
        {...form.getInputProps("settings.strictIndependence", { type: "checkbox" })}
      />
      <Checkbox
        label={t("authors")}
        description={t("authorsHelp")}
        {...form.getInputProps("settings.authorsSeeVerdicts", { type: "checkbox" })}
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
