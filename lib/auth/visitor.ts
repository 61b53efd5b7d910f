import "server-only";
import { headers } from "next/headers";
import { clientAddress, PEER_HEADER } from "./address";

/** The address that this request came from, for counting attempts; null when unknown. */
export async function visitorAddress(): Promise<string | null> {
  const sent = await headers();
  return clientAddress(
    sent.get(PEER_HEADER) ?? undefined,
    sent.get("x-forwarded-for") ?? undefined,
  );
}
