import createNextIntlPlugin from "next-intl/plugin";

/** For every answer. The policy of a page, with its nonce, is set in proxy.ts. */
const headers = [
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
  },
];

/** What a route handler answers is never a page: opened as one, it may do nothing. */
const apiHeaders = [
  {
    key: "Content-Security-Policy",
    value: "default-src 'none'; frame-ancestors 'none'; sandbox",
  },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  devIndicators: false,
  // The arguments of actions hold passwords, and must not be printed while developing either.
  logging: { serverFunctions: false },
  // Types are checked by `npm run validate`, with a compiler that Next does not know yet.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // Packages that find their own files or must be one module in the whole process.
  serverExternalPackages: [
    "@citation-js/core",
    "@citation-js/plugin-bibtex",
    "@citation-js/plugin-ris",
    "@electric-sql/pglite",
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "@prisma/driver-adapter-utils",
    "@prisma/schema-engine-wasm",
    "jsdom",
    "mammoth",
    "pg",
  ],
  experimental: {
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"],
    // A saved article travels as an action's argument: the largest text, as the editor's JSON.
    serverActions: { bodySizeLimit: "32mb" },
    proxyClientMaxBodySize: "33mb",
  },
  async headers() {
    return [
      { source: "/:path*", headers },
      { source: "/api/:path*", headers: apiHeaders },
    ];
  },
};

export default createNextIntlPlugin("./lib/messages/request.ts")(config);
