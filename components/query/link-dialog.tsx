"use client";

import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text } from "@mantine/core";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { usePage, usePageActions } from "@/components/article/page/store-context";
import { useClaimSetting } from "@/components/claim/setting";
import { CopyField } from "@/components/ui/copy-field";
import { useAction } from "@/components/ui/use-action";
import type { QueryView } from "@/lib/query/schema";
import { isPossible } from "@/lib/query/status";
import { makeQueryLink } from "@/lib/query-link/actions";
import { LINK_DAYS, type MadeQueryLink } from "@/lib/query-link/schema";
import { addresseeName } from "./words";

const DAYS = [3, 7, LINK_DAYS, 30, 90];

/** A link by which somebody outside answers this and their other open queries. */
export function LinkDialog({ query, onClose }: { query: QueryView; onClose: () => void }) {
  const t = useTranslations("query.links");
  const format = useFormatter();
  const now = useNow();
  const { workspace } = useClaimSetting();
  const { putQueries } = usePageActions();
  const queries = usePage((state) => state.queries);
  const same = sameAddressee([...queries.values()], query).filter((each) =>
    isPossible("link", each, now),
  );
  const [chosen, setChosen] = useState<readonly string[]>(() => same.map(({ id }) => id));
  const [days, setDays] = useState(LINK_DAYS);
  const [made, setMade] = useState<MadeQueryLink | null>(null);
  const { run, busy } = useAction(makeQueryLink);
  const name = addresseeName(query);
  const make = async () => {
    const outcome = await run(workspace, { queryIds: [...chosen], days });
    if (!outcome.ok) return;
    putQueries(outcome.data.queries);
    setMade(outcome.data);
  };
  return (
    <Modal opened onClose={onClose} title={t("title", { name })}>
      {made ? (
        <Stack gap="md">
          <CopyField
            label={t("made")}
            value={made.link}
            autoFocus
            description={t("once", {
              date: format.dateTime(new Date(made.expiresAt), { dateStyle: "long" }),
            })}
          />
          <Button variant="default" onClick={onClose}>
            {t("done")}
          </Button>
        </Stack>
      ) : (
        <Stack gap="md">
          <Text size="sm">{t("lead")}</Text>
          <Checkbox.Group
            label={t("queries")}
            value={[...chosen]}
            onChange={(ids) => setChosen(ids)}
          >
            <Stack gap="xs" mt="xs">
              {same.map(({ id, question }) => (
                <Checkbox key={id} value={id} label={question} />
              ))}
            </Stack>
          </Checkbox.Group>
          <NativeSelect
            label={t("days")}
            value={String(days)}
            data={DAYS.map((count) => ({
              value: String(count),
              label: t("dayCount", { days: count }),
            }))}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          />
          <Group>
            <Button loading={busy} disabled={chosen.length === 0} onClick={() => void make()}>
              {t("make")}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

/** Queries that one link may carry together. */
function sameAddressee(queries: readonly QueryView[], { addressee }: QueryView): QueryView[] {
  return queries.filter(
    (other) =>
      other.addressee.member === null &&
      other.addressee.kind === addressee.kind &&
      other.addressee.name === addressee.name &&
      other.addressee.email === addressee.email,
  );
}
