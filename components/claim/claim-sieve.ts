import { type ClaimListInput, claimListInput } from "@/lib/claim/schema";

type Query = Record<string, string | string[] | undefined>;

/** What a page's address asks of the list of claims; what it does not know how to ask is left out. */
export function claimListInputOf(query: Query): ClaimListInput {
  const fields = claimListInput.shape;
  const one = (name: string) => {
    const value = query[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return {
    query: fields.query.catch("").parse(one("q")),
    status: fields.status.catch(null).parse(one("status") || null),
    sourcing: fields.sourcing.catch(null).parse(one("sourcing") || null),
    verdict: fields.verdict.catch(null).parse(one("verdict") || null),
    page: fields.page.catch(1).parse(Number(one("page") ?? 1)),
  };
}

/** The address that asks for it; "" for everything. */
export function claimListQuery(input: ClaimListInput): string {
  const { query, status, sourcing, verdict, page } = input;
  const address = new URLSearchParams({
    ...(query !== "" && { q: query }),
    ...(status && { status }),
    ...(sourcing && { sourcing }),
    ...(verdict && { verdict }),
    ...(page > 1 && { page: String(page) }),
  });
  return address.size > 0 ? `?${address}` : "";
}
