"use client";

import { Group, Radio } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAction } from "@/components/ui/use-action";
import { changePreferences } from "@/lib/account/actions";
import { COLOUR_SCHEMES, type ColourScheme } from "@/lib/account/preferences";

/** Takes effect as it is chosen: the page's frame is drawn anew in the other light. */
export function AppearanceForm({ colourScheme }: { colourScheme: ColourScheme }) {
  const t = useTranslations("auth.profile");
  const router = useRouter();
  const [chosen, setChosen] = useState<string>(colourScheme);
  const { run } = useAction(changePreferences);
  const choose = async (value: string) => {
    const next = COLOUR_SCHEMES.find((scheme) => scheme === value) ?? "auto";
    setChosen(next);
    const outcome = await run({ colourScheme: next });
    if (outcome.ok) router.refresh();
    else setChosen(colourScheme);
  };
  return (
    <Radio.Group label={t("scheme")} value={chosen} onChange={choose}>
      <Group mt="xs" gap="lg">
        {COLOUR_SCHEMES.map((scheme) => (
          <Radio key={scheme} value={scheme} label={t(`schemes.${scheme}`)} />
        ))}
      </Group>
    </Radio.Group>
  );
}
