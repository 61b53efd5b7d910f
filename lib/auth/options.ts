import "server-only";
import type { NextAuthOptions } from "next-auth";
import credentials from "next-auth/providers/credentials";
import { database } from "@/lib/db/client";
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

/** How long a browser stays signed in without being used, in seconds. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    credentials({
      credentials: { email: {}, password: {} },
      async authorize(input, request) {
        const session = await signIn(input, {
          forwardedFor: request.headers?.["x-forwarded-for"],
          userAgent: request.headers?.["user-agent"],
        });
        return session && { id: session.userId, sessionId: session.sessionId };
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
};
