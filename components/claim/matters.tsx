"use client";

import { useEffect, useRef, useState } from "react";
import { ClaimFlags } from "@/components/flag/claim-flags";
import { useLive } from "@/components/live/live-provider";
import { Pacer } from "@/components/live/pacer";
import { ClaimQueries } from "@/components/query/claim-queries";
import { callAction } from "@/components/ui/use-action";
import { claimFlags } from "@/lib/flag/actions";
import type { FlagView } from "@/lib/flag/schema";
import { claimQueries } from "@/lib/query/actions";
import type { QueryView } from "@/lib/query/schema";
import { useClaimSetting } from "./setting";
import { useClaim } from "./use-claim";

/** What is flagged and asked about the claim in hand and its words, beside no article. */
export function ClaimMatters() {
  const { workspace } = useClaimSetting();
  const claimId = useClaim().detail.id;
  const [flags, setFlags] = useState<readonly FlagView[]>([]);
  const [queries, setQueries] = useState<readonly QueryView[]>([]);
  const pacer = useRef<Pacer | null>(null);
  useEffect(() => {
    let current = true;
    const read = async () => {
      const [flagged, asked] = await Promise.all([
        callAction(claimFlags, workspace, { claimId }),
        callAction(claimQueries, workspace, { claimId }),
      ]);
      if (!current) return;
      if (flagged.ok) setFlags(flagged.data);
      if (asked.ok) setQueries(asked.data);
    };
    pacer.current = new Pacer(() => void read(), { soonMs: 80, pauseMs: 400 });
    void read();
    return () => {
      current = false;
      pacer.current?.stop();
    };
  }, [workspace, claimId]);
  useLive({
    changed: (changes) => {
      const isOurs = changes.some(
        ({ subject, claimId: of }) => (subject === "flag" || subject === "query") && of === claimId,
      );
      if (isOurs) pacer.current?.due();
    },
    reset: () => pacer.current?.due(),
  });
  return (
    <>
      <ClaimFlags flags={flags} />
      <ClaimQueries queries={queries} />
    </>
  );
}
