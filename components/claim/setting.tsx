"use client";

import { createContext, type ReactNode, use } from "react";
import type { RatingScale } from "@/lib/workspace/rating-scale";
import type { Role } from "@/lib/workspace/role";
import type { Settings } from "@/lib/workspace/settings";

/** What of a workspace a claim is checked by, and who looks at it. */
export interface ClaimSetting {
  /** The workspace's slug. */
  workspace: string;
  ratingScale: RatingScale;
  settings: Settings;
  /** Those who belong to it now. */
  members: readonly { id: string; name: string; role: Role }[];
  me: { memberId: string; role: Role };
}

const SettingContext = createContext<ClaimSetting | null>(null);

export function ClaimSettingProvider(props: { setting: ClaimSetting; children: ReactNode }) {
  return <SettingContext value={props.setting}>{props.children}</SettingContext>;
}

export function useClaimSetting(): ClaimSetting {
  const setting = use(SettingContext);
  if (!setting) throw new Error("This belongs inside a ClaimSettingProvider");
  return setting;
}
