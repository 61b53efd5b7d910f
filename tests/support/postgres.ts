import pg from "pg";

/** What the names of all databases that the tests make begin with; the time in base 36 follows. */
export const TEST_DATABASE = "stet_test_";

/** Runs one statement on the server's own database. */
export async function onServer(url: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}
