"use client";

import { useTranslations } from "next-intl";
import { type CSSProperties, useMemo } from "react";
import { BLOCK_ROLES } from "@/lib/document/role";

/**
 * The names of the roles as custom properties, for the style sheet to write into the margin. So
 * they are no part of the text, and typing costs nothing for them.
 */
export function useRoleLabels(): CSSProperties {
  const t = useTranslations("article.role");
  return useMemo(
    () =>
      Object.fromEntries(BLOCK_ROLES.map((role) => [`--role-${role}`, JSON.stringify(t(role))])),
    [t],
  );
}
