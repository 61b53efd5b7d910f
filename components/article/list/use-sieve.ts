"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { SHOWS, type Sieve, SORTS } from "./sieve";

/**
 * What of the list is shown, kept in the page's address, so that going back comes back to it. The
 * deleted articles are not in the browser; they are asked for.
 */
export function useSieve(): [Sieve, (sieve: Sieve) => void] {
  const router = useRouter();
  const query = useSearchParams();
  const [sieve, set] = useState<Sieve>({
    show: SHOWS.find((show) => show === query.get("show")) ?? "all",
    sort: SORTS.find((sort) => sort === query.get("sort")) ?? "deadline",
    search: query.get("q") ?? "",
  });
  const change = (next: Sieve) => {
    set(next);
    const address = new URLSearchParams({
      ...(next.show !== "all" && { show: next.show }),
      ...(next.sort !== "deadline" && { sort: next.sort }),
      ...(next.search !== "" && { q: next.search }),
    });
    const url = `${window.location.pathname}${address.size > 0 ? `?${address}` : ""}`;
    if (next.show === "deleted" && sieve.show !== "deleted") router.replace(url);
    else window.history.replaceState(null, "", url);
  };
  return [sieve, change];
}
