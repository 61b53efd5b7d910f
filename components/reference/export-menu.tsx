"use client";

import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslations } from "next-intl";
import { REFERENCE_FORMATS } from "@/lib/reference/schema";
import { libraryQuery } from "@/lib/source/library-query";
import type { LibraryInput } from "@/lib/source/schema-library";

/** The library as a file, as far as it is narrowed now. */
export function ExportMenu({ workspace, input }: { workspace: string; input: LibraryInput }) {
  const t = useTranslations("reference");
  const addressOf = (format: string) => {
    const query = new URLSearchParams(libraryQuery({ ...input, page: 1 }));
    query.set("format", format);
    return `/api/w/${workspace}/sources/export?${query}`;
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={15} aria-hidden="true" />}
          title={t("exportHelp")}
        >
          {t("export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {REFERENCE_FORMATS.map((format) => (
          <Menu.Item key={format} component="a" href={addressOf(format)} download>
            {t(`formats.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
