import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";

/**
 * Gives every page its content security policy, with a nonce for the scripts that Next adds, and
 * keeps pages out of caches. It sets headers and guards nothing: who may see what is decided by
 * authorize(), in queries and commands.
 */
export function proxy(request: NextRequest) {
  const nonce = crypto.getRandomValues(Buffer.alloc(16)).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-stet-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "private, no-store");
  return response;
}

// Route handlers have a policy of their own (next.config.js), and their uploads must not be
// buffered here; built files are public.
export const config = { matcher: ["/((?!api/|_next/static/|_next/image|favicon.ico).*)"] };

function contentSecurityPolicy(nonce: string): string {
  const developing = env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${developing ? " 'unsafe-eval'" : ""}`,
    // Mantine, TipTap and floating layers set style attributes and add style elements as they run.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${developing ? " ws:" : ""}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "base-uri 'none'",
  ].join("; ");
}
