import path from "node:path";
import { z } from "zod";

const address = z
  .url({ protocol: /^https?$/ })
  .refine((url) => /^\/?$/.test(new URL(url).pathname), "Stet must be at the root of its address")
  .transform((url) => new URL(url).origin);

const list = z.string().transform((text) => text.split(/[\s,]+/).filter((item) => item !== ""));

/** "10.0.0.0/8", "10.0.0.5", "[fd00::5]:8080" or "wiki.example.internal:8080". */
export const allowance = z.string().transform((text, context) => {
  if (z.union([z.cidrv4(), z.cidrv6()]).safeParse(text).success) {
    const [host = "", prefix] = text.split("/");
    return { host, prefix: Number(prefix), port: null };
  }
  const [, host = "", port = null] =
    /^(\[[\da-f:.]+\]|[^:/?#@*[\]]+)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  if (!URL.canParse(`http://${host}:${port ?? 80}`)) {
    context.addIssue(`${text} is neither an address with or without a port, nor a CIDR range`);
    return z.NEVER;
  }
  // Written as in the addresses that it is compared with.
  const { hostname } = new URL(`http://${host}`);
  return {
    host: hostname.replace(/^\[|\]$|\.$/g, ""),
    prefix: null,
    port: port === null ? null : Number(port),
  };
});

/** "10.0.0.5", "10.0.0.0/8", "fd00::5" or "fd00::/8". */
export const proxy = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: ({ input }) => `${String(input)} is neither an address nor a CIDR range`,
});

const schema = z.object({
  /** Where the embedded database, the secrets and the daily backups are kept. */
  STET_DATA: z
    .string()
    .default("./data")
    .transform((folder) => path.resolve(folder)),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  /** The network interface to listen on; all of them when unset. */
  STET_HOST: z.string().optional(),
  /** The address that every link begins with; http://localhost:PORT when unset. */
  STET_URL: address.optional(),
  /** A PostgreSQL server to use instead of the embedded database. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed. */
  STET_TRUSTED_PROXIES: list.pipe(z.array(proxy)).default([]),
  /** What may be fetched although it is not on the public Internet. */
  STET_FETCH_ALLOW: list.pipe(z.array(allowance)).default([]),
  /** The mail server through which notifications go out: smtp://user:password@host:587, or smtps. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whom e-mails come from: "Stet <stet@example.org>"; stet@ the host of STET_URL when unset. */
  STET_MAIL_FROM: z.string().trim().max(320).optional(),
  /** The largest text that may be imported, in bytes. */
  STET_IMPORT_LIMIT: z.coerce.number().int().positive().default(5_000_000),
  /** The Chromium that the journeys and benchmarks drive. */
  STET_CHROMIUM: z.string().optional(),
  /** A PostgreSQL server on which the tests make and drop databases of their own. */
  TEST_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** On which kind of database the journeys run; set by `npm test`, for each kind in turn. */
  TEST_JOURNEYS_ON: z.enum(["embedded", "server"]).default("embedded"),
  /** Whether a run before this one has looked at the pages for barriers; set by `npm test`. */
  TEST_BARRIERS: z.enum(["look", "seen"]).default("look"),
  NODE_ENV: z.string().optional(),
  /** Set by Next: which of its phases this process is in. */
  NEXT_PHASE: z.string().optional(),
});

function parseEnvironment(variables: Record<string, string | undefined>) {
  // A variable that is set to nothing counts as unset, as in every shell script and compose file.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join(".")}: ${issue.message}`,
    );
    throw new Error(`The environment is not right. ${problems.join("; ")}`);
  }
  const { STET_URL, ...rest } = parsed.data;
  return { ...rest, STET_URL: STET_URL ?? `http://localhost:${rest.PORT}` };
}

/** The environment, parsed once. Nothing else in the project reads process.env. */
export const env = parseEnvironment(process.env);

/** The address that every link begins with, and the only one that changes are taken from. */
export function origin(): string {
  return env.STET_URL;
}

/** True in a process that `next build` runs: there is no database and there are no secrets there. */
export const isBuilding = env.NEXT_PHASE === "phase-production-build";

/** The project's folder. npm runs every script there, and so must anything else that starts Stet. */
export const projectRoot = process.cwd();

/**
 * Sets what next-auth and Next read from the environment themselves; called once, at start, before
 * either is loaded.
 */
export function setServerEnvironment(settings: {
  secret: string;
  mode: "production" | "development";
}) {
  Object.assign(process.env, {
    NEXTAUTH_URL: env.STET_URL,
    NEXTAUTH_SECRET: settings.secret,
    NODE_ENV: settings.mode,
    NEXT_TELEMETRY_DISABLED: "1",
  });
}

/** The environment for a process that we start, with some variables added. */
export function childEnvironment(added: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return { ...process.env, ...added };
}
