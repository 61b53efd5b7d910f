"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Section } from "@/components/ui/section";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import type { Settings } from "@/lib/workspace/settings";
import { ImportForm } from "./import-form";
import { NameForm } from "./name-form";
import { RatingScaleForm } from "./rating-scale-form";
import { ReviewForm } from "./review-form";
import { SettingsRevision } from "./settings-form";
import { SourcingForm } from "./sourcing-form";
import { WorkForm } from "./work-form";

interface WorkspaceSettingsProps {
  workspace: {
    slug: string;
    name: string;
    revision: number;
    ratingScale: RatingScale;
    settings: Settings;
  };
}

/** A form for each matter, saved by itself; all are guarded by the one revision. */
export function WorkspaceSettings({ workspace }: WorkspaceSettingsProps) {
  const t = useTranslations("workspace.settings");
  const [revision, setRevision] = useState(workspace.revision);
  const { slug, name, ratingScale, settings } = workspace;
  return (
    <SettingsRevision value={{ slug, revision, setRevision }}>
      <Section title={t("general")} lead={t("address", { address: `/w/${slug}` })}>
        <NameForm name={name} />
      </Section>
      <Section title={t("scale")} lead={t("scaleLead")}>
        <RatingScaleForm ratingScale={ratingScale} />
      </Section>
      <Section title={t("sourcing")} lead={t("sourcingLead")}>
        <SourcingForm rule={settings.sourcingRule} />
      </Section>
      <Section title={t("review")} lead={t("reviewLead")}>
        <ReviewForm settings={settings} />
      </Section>
      <Section title={t("work")} lead={t("workLead")}>
        <WorkForm settings={settings} />
      </Section>
      <Section title={t("import")}>
        <ImportForm bytes={settings.importLimitBytes} />
      </Section>
    </SettingsRevision>
  );
}
