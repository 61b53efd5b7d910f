"use client";

import { Badge, Button, Table, Text } from "@mantine/core";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAction } from "@/components/ui/use-action";
import { WideTable } from "@/components/ui/wide-table";
import { makePasswordReset } from "@/lib/account/actions";
import { ResetLinkModal } from "./reset-link-modal";

interface Account {
  userId: string;
  name: string;
  email: string;
  operator: boolean;
  workspaces: string[];
}

/** Everybody on the installation, for its operator. */
export function PeopleTable({ people }: { people: Account[] }) {
  const t = useTranslations("auth.people");
  return (
    <WideTable label={t("title")} minWidth={560} verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("name")}</Table.Th>
          <Table.Th>{t("workspaces")}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map((person) => (
          <PersonRow key={person.userId} person={person} />
        ))}
      </Table.Tbody>
    </WideTable>
  );
}

function PersonRow({ person }: { person: Account }) {
  const t = useTranslations("auth.people");
  const { run, busy } = useAction(makePasswordReset);
  const [reset, setReset] = useState<{ link: string; expiresAt: string } | null>(null);
  const make = async () => {
    const outcome = await run({ userId: person.userId });
    if (outcome.ok) setReset(outcome.data);
  };
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {person.name}
        {person.operator && (
          <Badge variant="default" size="sm" ms="xs" tt="none" fw={500}>
            {t("operator")}
          </Badge>
        )}
        <Text size="sm" c="dimmed">
          {person.email}
        </Text>
      </Table.Th>
      <Table.Td>{person.workspaces.length > 0 ? person.workspaces.join(", ") : t("none")}</Table.Td>
      <Table.Td ta="end">
        <Button
          size="compact-sm"
          variant="default"
          loading={busy}
          aria-label={t("resetOf", { name: person.name })}
          onClick={make}
        >
          {t("reset")}
        </Button>
        <ResetLinkModal name={person.name} reset={reset} onClose={() => setReset(null)} />
      </Table.Td>
    </Table.Tr>
  );
}
