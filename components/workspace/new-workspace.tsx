"use client";

import { Button, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RefusalAlert } from "@/components/ui/refusal";
import { useActionForm } from "@/components/ui/use-action-form";
import { createWorkspace } from "@/lib/workspace/actions";
import {
  RATING_SCALE_PRESETS,
  type RatingScalePreset,
  ratingScalePresetSchema,
  ratingScalePresets,
} from "@/lib/workspace/rating-scale";
import { createWorkspaceInput } from "@/lib/workspace/schema";

export function NewWorkspace() {
  const t = useTranslations("workspace.list");
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button leftSection={<IconPlus size={18} />} onClick={() => setOpened(true)}>
        {t("new")}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t("new")}>
        <NewWorkspaceForm />
      </Modal>
    </>
  );
}

function NewWorkspaceForm() {
  const t = useTranslations("workspace");
  const { form, busy, refusal, props } = useActionForm({
    initialValues: { name: "", preset: "before_publication" as RatingScalePreset },
    schema: createWorkspaceInput,
    toInput: (values) => values,
    action: createWorkspace,
    onDone: ({ slug }) => window.location.assign(`/w/${slug}`),
  });
  const { preset } = form.getValues();
  return (
    <form {...props}>
      <Stack>
        <TextInput
          label={t("list.name")}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("name")}
        />
        <NativeSelect
          label={t("list.preset")}
          description={ratingScalePresets[preset].map(({ label }) => label).join(" · ")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={RATING_SCALE_PRESETS.map((value) => ({ value, label: t(`preset.${value}`) }))}
          value={preset}
          onChange={(event) =>
            form.setFieldValue("preset", ratingScalePresetSchema.parse(event.currentTarget.value))
          }
        />
        <RefusalAlert>{refusal}</RefusalAlert>
        <Button type="submit" loading={busy}>
          {t("list.create")}
        </Button>
      </Stack>
    </form>
  );
}
