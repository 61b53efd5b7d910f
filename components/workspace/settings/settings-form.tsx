"use client";

import { Button, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext } from "react";
import { RefusalAlert } from "@/components/ui/refusal";
import type { Refusal } from "@/components/ui/use-action";
import { useActionForm } from "@/components/ui/use-action-form";
import { changeWorkspace } from "@/lib/workspace/actions";
import { type ChangeWorkspace, changeWorkspaceInput } from "@/lib/workspace/schema";

interface Revision {
  slug: string;
  /** The revision that this page has seen, its own changes included. */
  revision: number;
  setRevision: (revision: number) => void;
}

const RevisionContext = createContext<Revision | null>(null);
export const SettingsRevision = RevisionContext;

const ISSUES = ["keys_repeat", "values_unordered", "top_not_true"] as const;

/** A form of some of the settings. The names of its values are those of the command's input. */
export function useSettingsForm<V extends Record<string, unknown>>(options: {
  initialValues: V;
  toChange: (values: V) => Omit<ChangeWorkspace, "revision">;
  onRefusal?: (refusal: Refusal) => string | undefined;
}) {
  const t = useTranslations("workspace.settings");
  const ui = useTranslations("ui");
  const router = useRouter();
  const context = useContext(RevisionContext);
  if (!context) throw new Error("useSettingsForm needs a SettingsRevision around it");
  const { slug, revision, setRevision } = context;
  return useActionForm({
    initialValues: options.initialValues,
    schema: changeWorkspaceInput,
    toInput: (values: V) => ({ revision, ...options.toChange(values) }),
    action: (input) => changeWorkspace(slug, input),
    issueWords: (code) => {
      const known = ISSUES.find((issue) => issue === code);
      return known && t(`issue.${known}`);
    },
    onRefusal: (refusal) =>
      options.onRefusal?.(refusal) ?? (refusal.code === "conflict" ? t("conflict") : undefined),
    onDone: (saved) => {
      setRevision(saved.revision);
      notifications.show({ message: ui("saved") });
      router.refresh();
    },
  });
}

interface SettingsFieldsProps {
  form: Pick<ReturnType<typeof useActionForm>, "props" | "busy" | "refusal">;
  children: ReactNode;
}

/** The form around the fields, with what it was refused with and the button that saves it. */
export function SettingsFields({ form, children }: SettingsFieldsProps) {
  const ui = useTranslations("ui");
  return (
    <form {...form.props}>
      <Stack align="stretch">
        {children}
        <RefusalAlert>{form.refusal}</RefusalAlert>
        <Button type="submit" loading={form.busy} style={{ alignSelf: "flex-start" }}>
          {ui("save")}
        </Button>
      </Stack>
    </form>
  );
}
