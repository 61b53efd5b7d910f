"use client";

import { Badge, Button, Group, Stack, Table } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Time } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";
import { WideTable } from "@/components/ui/wide-table";
import { endSession, endSessions } from "@/lib/account/actions";
import { closeBrowserSession } from "./browser-session";
import { describeUserAgent } from "./user-agent";

interface BrowserTableProps {
  sessions: {
    id: string;
    createdAt: string;
    lastSeenAt: string;
    userAgent: string | null;
    isThis: boolean;
  }[];
}

/** Where the person is signed in, and the ways to end it. */
export function BrowserTable({ sessions }: BrowserTableProps) {
  const t = useTranslations("auth.security");
  const router = useRouter();
  const one = useAction(endSession);
  const several = useAction(endSessions);

  const nameOf = (userAgent: string | null) => {
    const known = describeUserAgent(userAgent);
    if (known?.browser && known.system) {
      return t("on", { browser: known.browser, system: known.system });
    }
    return known?.browser ?? known?.system ?? t("unknown");
  };
  const end = async (sessionId: string) => {
    const outcome = await one.run({ sessionId });
    if (outcome.ok) notifications.show({ message: t("ended") });
    router.refresh();
  };
  const endAll = async (thisToo: boolean) => {
    const outcome = await several.run({ thisToo });
    if (!outcome.ok) return;
    if (thisToo) return closeBrowserSession("/sign-in");
    notifications.show({ message: t("othersEnded") });
    router.refresh();
  };

  return (
    <Stack>
      <WideTable label={t("browsers")} minWidth={420} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("browser")}</Table.Th>
            <Table.Th>{t("since")}</Table.Th>
            <Table.Th>{t("lastSeen")}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map(({ id, userAgent, createdAt, lastSeenAt, isThis }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row" fw={400}>
                {nameOf(userAgent)}
                {isThis && (
                  <Badge variant="default" size="sm" ms="xs" tt="none" fw={500}>
                    {t("this")}
                  </Badge>
                )}
              </Table.Th>
              <Table.Td>
                <Time at={createdAt} show="date" />
              </Table.Td>
              <Table.Td>
                <Time at={lastSeenAt} />
              </Table.Td>
              <Table.Td ta="end">
                {!isThis && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    disabled={one.busy}
                    aria-label={t("endOf", { browser: nameOf(userAgent) })}
                    onClick={() => end(id)}
                  >
                    {t("end")}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      <Group>
        {sessions.length > 1 && (
          <Button variant="default" loading={several.busy} onClick={() => endAll(false)}>
            {t("endOthers")}
          </Button>
        )}
        <Button variant="default" loading={several.busy} onClick={() => endAll(true)}>
          {t("endAll")}
        </Button>
      </Group>
    </Stack>
  );
}
