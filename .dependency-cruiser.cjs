const { readdirSync, readFileSync } = require("node:fs");
const path = require("node:path");

// Who may import whom (the map of the house in the README). A lib file is the
// server's when it says so in its first lines, import "server-only"; all others are pure, and run
// anywhere. That is read from the files, so that nobody keeps a list.
const isServerOnly = (file) => /^import "server-only";/m.test(readFileSync(file, "utf8"));

const exact = (files) =>
  files.length === 0
    ? "^$"
    : `^(${files.map((file) => file.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})$`;

const libFiles = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .map((name) => path.join("lib", name).replaceAll(path.sep, "/"))
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("lib/db/generated/"));

const TEST = "\\.(test|spec)\\.tsx?$";
const SERVER = exact(libFiles.filter(isServerOnly));
/** Machinery of the server that also runs where "server-only" cannot be imported. */
const MACHINERY = "^lib/(db|cli)/|^lib/env\\.ts$";
const PURE = exact(
  libFiles.filter(
    (file) =>
      !isServerOnly(file) &&
      !new RegExp(MACHINERY).test(file) &&
      !new RegExp(TEST).test(file) &&
      !file.endsWith("/actions.ts"),
  ),
);

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circles",
      comment: "Two modules import each other. Put what both need into a third.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "lib-looks-down",
      comment: "lib imports neither app nor components. Move what it needs into lib.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|components)/" },
    },
    {
      name: "ui-knows-no-noun",
      comment:
        "components/ui imports components/ui only. What knows a word of the domain belongs in that noun's folder of components.",
      severity: "error",
      from: { path: "^components/ui/", pathNot: TEST },
      to: { path: "^(app|components|lib)/", pathNot: "^components/ui/|^lib/messages/" },
    },
    {
      name: "components-act-through-actions",
      comment:
        "A component reads from its properties and changes things through actions.ts. Move what it needs into a pure file of the noun (schema.ts, status.ts), or fetch it in the page.",
      severity: "error",
      from: { path: "^components/", pathNot: TEST },
      to: { path: [SERVER, MACHINERY, "^app/"] },
    },
    {
      name: "pages-do-not-command",
      comment:
        "A page reads through queries.ts and changes things through actions.ts. Only route handlers in app/api run commands.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/api/" },
      to: { path: "^lib/(db|cli)/|^lib/[^/]+/(commands|effects)\\.ts$|^lib/event/command\\.ts$" },
    },
    {
      name: "routes-do-not-touch-the-database",
      comment: "A route handler goes through queries.ts and commands.ts, where authorize() is.",
      severity: "error",
      from: { path: "^app/api/" },
      to: { path: "^lib/(db|cli)/|^lib/[^/]+/effects\\.ts$|^lib/event/command\\.ts$" },
    },
    {
      name: "actions-are-one-line",
      comment:
        "actions.ts wraps its own noun's commands and queries: it imports lib/action.ts and its own files, nothing else of ours.",
      severity: "error",
      from: { path: "^lib/([^/]+)/actions\\.ts$" },
      to: { path: "^(app|components|lib)/", pathNot: "^lib/$1/|^lib/action\\.ts$" },
    },
    {
      name: "actions-are-for-components",
      comment: "Inside lib, call the command or the query, not the action that wraps it.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^lib/[^/]+/actions\\.ts$" },
    },
    {
      name: "commands-do-not-command-others",
      comment:
        "A command that causes something in another noun calls that noun's effects.ts, which takes the transaction.",
      severity: "error",
      from: { path: "^lib/([^/]+)/", pathNot: `^lib/cli/|${TEST}` },
      to: { path: "^lib/[^/]+/commands\\.ts$", pathNot: "^lib/$1/" },
    },
    {
      name: "pure-stays-pure",
      comment:
        'A lib file without import "server-only" runs anywhere, so it imports neither the server\'s files, the database, React, Next nor Prisma. Move the code into queries.ts or commands.ts, or declare the file server-only.',
      severity: "error",
      from: { path: PURE, pathNot: "^lib/(action|route|log|upload|id)\\.ts$" },
      to: {
        path: [
          SERVER,
          MACHINERY,
          "(^|/)node_modules/(react|react-dom|next|next-auth|@prisma|pg|@electric-sql)/",
        ],
      },
    },
    {
      name: "web-stands-alone",
      comment:
        "lib/web fetches addresses and knows no noun: it needs the environment and errors only.",
      severity: "error",
      from: { path: "^lib/web/", pathNot: TEST },
      to: { path: "^(app|components|lib)/", pathNot: "^lib/(web/|env\\.ts$|errors\\.ts$)" },
    },
    {
      name: "commands-fetch",
      comment:
        "What is on the web is fetched by a command (outside its transaction), an import or lib/cli, never while a page is read.",
      severity: "error",
      from: {
        pathNot: `^lib/(web|cli)/|^lib/article/import/|^lib/[^/]+/commands\\.ts$|^tests/|${TEST}`,
      },
      to: { path: "^lib/web/" },
    },
    {
      name: "prisma-in-reads-and-writes",
      comment:
        "The generated client is imported through @/lib/db/client, or for its types and enums by the server's files.",
      severity: "error",
      from: { pathNot: ["^lib/db/", SERVER, "^tests/", TEST] },
      to: { path: "^lib/db/generated/" },
    },
    {
      name: "proxy-guards-nothing",
      comment:
        "proxy.ts sets headers and needs the environment only. Who may see what is decided by authorize().",
      severity: "error",
      from: { path: "^proxy\\.ts$" },
      to: { path: "^(app|components|lib)/", pathNot: "^lib/env\\.ts$" },
    },
    {
      name: "tests-are-not-imported",
      comment: "What ships does not import tests.",
      severity: "error",
      from: { path: "^(app|components|lib)/", pathNot: TEST },
      to: { path: `^tests/|${TEST}` },
    },
    {
      name: "no-unresolved",
      comment: "This cannot be found. Is it misspelt, or missing from package.json?",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "\\.css$|^lib/db/generated/" },
    },
  ],
  required: [
    {
      name: "the-servers-roles-say-so",
      comment: 'queries.ts, commands.ts and effects.ts begin with import "server-only".',
      severity: "error",
      module: { path: "^lib/[^/]+/(queries|commands|effects)\\.ts$" },
      to: { path: "server-only" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^lib/db/generated/"] },
    exclude: { path: "^\\.next/" },
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".css"],
    },
  },
};
