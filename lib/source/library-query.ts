import { type LibraryInput, libraryInput } from "./schema-library";

type Query = Record<string, string | string[] | undefined>;

/** What a page's address asks of the library; what it does not know how to ask is left out. */
export function libraryInputOf(query: Query): LibraryInput {
  const fields = libraryInput.shape;
  const one = (name: string) => {
    const value = query[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return {
    query: fields.query.catch("").parse(one("q")),
    type: fields.type.catch(null).parse(one("type") || null),
    primacy: fields.primacy.catch(null).parse(one("primacy") || null),
    publisherId: fields.publisherId.catch(null).parse(one("publisher") || null),
    language: fields.language.catch(null).parse(one("language") || null),
    uncited: one("uncited") === "1",
    sort: fields.sort.catch("used").parse(one("sort")),
    page: fields.page.catch(1).parse(Number(one("page") ?? 1)),
  };
}

/** The address that asks for it; "" for everything. */
export function libraryQuery(input: LibraryInput): string {
  const { query, type, primacy, publisherId, language, uncited, sort, page } = input;
  const address = new URLSearchParams({
    ...(query !== "" && { q: query }),
    ...(type && { type }),
    ...(primacy && { primacy }),
    ...(publisherId && { publisher: publisherId }),
    ...(language && { language }),
    ...(uncited && { uncited: "1" }),
    ...(sort !== "used" && { sort }),
    ...(page > 1 && { page: String(page) }),
  });
  return address.size > 0 ? `?${address}` : "";
}
