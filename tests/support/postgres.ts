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

/**
 * Makes a database for tests, empty or a copy. It tells of a commit before the disk has it: only the
 * server's own crash, which no test is about, would lose what it told.
 */
export async function createDatabase(url: string, name: string, template?: string): Promise<void> {
  const copied = template === undefined ? "" : ` template "${template}"`;
  await onServer(url, `create database "${name}"${copied}`);
  await onServer(url, `alter database "${name}" set synchronous_commit to off`);
}

export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}
