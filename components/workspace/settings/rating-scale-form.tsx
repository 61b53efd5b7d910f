"use client";

import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Menu,
  NativeSelect,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { randomId } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { VerdictBadge } from "@/components/annotation/verdict-badge";
import {
  RATING_SCALE_PRESETS,
  type RatingScale,
  ratingScalePresets,
  VERDICT_COLOURS,
  VERDICT_ICONS,
  type Verdict,
} from "@/lib/workspace/rating-scale";
import { withKeys } from "./new-key";
import styles from "./rating-scale-form.module.css";
import { SettingsFields, useSettingsForm } from "./settings-form";

const MOST = 9;
const keysSchema = z.array(z.string());

/** How far a verdict takes the claim to be true, as the values of a list to choose from. */
const VALUES = ["1", "0.5", "0", "-0.5", "-1", "none"] as const;
type Value = (typeof VALUES)[number];
const valueWords = {
  "1": "1",
  "0.5": "0_5",
  "0": "0",
  "-0.5": "-0_5",
  "-1": "-1",
  none: "none",
} as const satisfies Record<Value, string>;

/** A verdict in the form. `id` stays while the entry moves; a new one has no key yet. */
type Entry = Omit<Verdict, "value"> & { id: string; value: string };

const entryOf = (verdict: Verdict): Entry => ({
  ...verdict,
  id: randomId(),
  value: verdict.value === null ? "none" : String(verdict.value),
});

const verdictOf = ({ id: _, value, ...rest }: Entry): Verdict => ({
  ...rest,
  value: value === "none" ? null : Number(value),
});

export function RatingScaleForm({ ratingScale }: { ratingScale: RatingScale }) {
  const t = useTranslations("workspace.settings");
  const presets = useTranslations("workspace.preset");
  const scaleForm = useSettingsForm({
    initialValues: { ratingScale: ratingScale.map(entryOf) },
    toChange: (values) => ({ ratingScale: withKeys(values.ratingScale.map(verdictOf)) }),
    onRefusal: ({ details }) =>
      details?.reason === "verdicts_in_use"
        ? t("verdictsInUse", { count: keysSchema.catch([]).parse(details.keys).length })
        : undefined,
  });
  const { form } = scaleForm;
  const entries = form.getValues().ratingScale;

  return (
    <SettingsFields form={scaleForm}>
      <ol className={styles.verdicts}>
        {entries.map((entry, index) => (
          <li key={entry.id} className={styles.verdict}>
            <div className={styles.head}>
              <VerdictPreview entry={entry} number={index + 1} />
              <Group gap={4} wrap="nowrap">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={index === 0}
                  aria-label={t("moveUp", { number: index + 1 })}
                  onClick={() =>
                    form.reorderListItem("ratingScale", { from: index, to: index - 1 })
                  }
                >
                  <IconArrowUp size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={index === entries.length - 1}
                  aria-label={t("moveDown", { number: index + 1 })}
                  onClick={() =>
                    form.reorderListItem("ratingScale", { from: index, to: index + 1 })
                  }
                >
                  <IconArrowDown size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={entries.length <= 2}
                  aria-label={t("removeVerdict", { number: index + 1 })}
                  onClick={() => form.removeListItem("ratingScale", index)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Group>
            </div>
            <VerdictFields form={form} index={index} />
          </li>
        ))}
      </ol>
      <Text size="sm" c="var(--mantine-color-error)" role="alert">
        {form.errors.ratingScale}
      </Text>
      <Group>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={16} />}
          disabled={entries.length >= MOST}
          onClick={() =>
            form.insertListItem("ratingScale", {
              id: randomId(),
              key: "",
              label: "",
              colour: "gray",
              icon: "question",
              value: "none",
              blocksSignOff: false,
              unverifiable: false,
            } satisfies Entry)
          }
        >
          {t("addVerdict")}
        </Button>
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="default" size="compact-sm">
              {t("replace")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {RATING_SCALE_PRESETS.map((preset) => (
              <Menu.Item
                key={preset}
                onClick={() =>
                  form.setFieldValue("ratingScale", ratingScalePresets[preset].map(entryOf))
                }
              >
                {presets(preset)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
    </SettingsFields>
  );
}

/** The verdict as it will be seen. */
function VerdictPreview({ entry, number }: { entry: Entry; number: number }) {
  const t = useTranslations("workspace.settings");
  const { label } = entry;
  const shown = { ...verdictOf(entry), label: label.trim() || t("verdict", { number }) };
  return <VerdictBadge scale={[{ ...shown, key: "shown" }]} verdict="shown" />;
}

type ScaleForm = ReturnType<typeof useSettingsForm<{ ratingScale: Entry[] }>>["form"];

function VerdictFields({ form, index }: { form: ScaleForm; index: number }) {
  const t = useTranslations("workspace");
  const field = (name: keyof Entry) => `ratingScale.${index}.${name}` as const;
  return (
    <Stack gap="sm">
      <div className={styles.fields}>
        <TextInput label={t("settings.label")} {...form.getInputProps(field("label"))} />
        <NativeSelect
          label={t("settings.value")}
          data={VALUES.map((value) => ({ value, label: t(`value.${valueWords[value]}`) }))}
          {...form.getInputProps(field("value"))}
        />
        <NativeSelect
          label={t("settings.colour")}
          data={VERDICT_COLOURS.map((value) => ({ value, label: t(`colour.${value}`) }))}
          {...form.getInputProps(field("colour"))}
        />
        <NativeSelect
          label={t("settings.icon")}
          data={VERDICT_ICONS.map((value) => ({ value, label: t(`icon.${value}`) }))}
          {...form.getInputProps(field("icon"))}
        />
      </div>
      <Checkbox
        size="xs"
        label={t("settings.blocksSignOff")}
        {...form.getInputProps(field("blocksSignOff"), { type: "checkbox" })}
      />
      <Checkbox
        size="xs"
        label={t("settings.unverifiable")}
        {...form.getInputProps(field("unverifiable"), { type: "checkbox" })}
      />
    </Stack>
  );
}
