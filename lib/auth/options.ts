import "server-only";
import type { NextAuthOptions } from "next-auth";
import credentials from "next-auth/providers/credentials";
import { database } from "@/lib/db/client";
import { isAppError } from "@/lib/errors";
import { logError } from "@/lib/log";
import { PEER_HEADER } from "./address";
import { signIn } from "./sign-in";

declare module "next-auth" {
  interface Session {
    sessionId?: string;
  }
  interface User {
    sessionId?: string;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: string;
  }
}

/**
 * How long the cookie lives, in seconds: as long as browsers keep one. It only names the session,
 * whose row says when it ends (lib/auth/sign-in.ts).
 */
const COOKIE_SECONDS = 400 * 24 * 60 * 60;

export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt", maxAge: COOKIE_SECONDS },
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
  providers: [
    credentials({
      credentials: { email: {}, password: {} },
      async authorize(input, request) {
        const header = (name: string): string | undefined => request.headers?.[name];
        try {
          const session = await signIn(input, {
            peer: header(PEER_HEADER),
            forwardedFor: header("x-forwarded-for"),
            userAgent: header("user-agent"),
          });
          return session && { id: session.userId, sessionId: session.sessionId };
        } catch (error) {
          // next-auth puts the message into an address that the client sees: a code, nothing more.
          if (isAppError(error)) throw new Error(error.code);
          logError(error);
          throw new Error("failed");
        }
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      if (user?.sessionId) return { sessionId: user.sessionId };
      return token;
    },
    session({ token }) {
      return { expires: "", sessionId: token.sessionId };
    },
  },
  events: {
    async signOut({ token }) {
      if (!token.sessionId) return;
      const client = await database();
      await client.session.updateMany({
        where: { id: token.sessionId, revokedAt: null },
        data: { revokedAt: new Date() },
      });
    },
  },
  // Expected refusals are no errors, and an unexpected one is logged where it happens.
  logger: {
    error(code, metadata) {
      if (code === "JWT_SESSION_ERROR") return;
      logError(metadata instanceof Error ? metadata : new Error(`next-auth: ${code}`));
    },
    warn() {},
    debug() {},
  },
};
