import { signIn, signOut } from "next-auth/react";

/** What next-auth answers a sign-in with, as the codes of lib/errors.ts. */
export type SignInOutcome = "signed_in" | "wrong" | "rate_limited" | "failed" | "unreachable";

/** Opens a session in this browser. The page that follows is loaded whole, as somebody else's. */
export async function openBrowserSession(email: string, password: string): Promise<SignInOutcome> {
  try {
    const answer = await signIn("credentials", {
      email,
      password,
      redirect: false,
      callbackUrl: "/",
    });
    if (answer?.ok && !answer.error) return "signed_in";
    if (answer?.error === "rate_limited") return "rate_limited";
    return answer?.error === "CredentialsSignin" ? "wrong" : "failed";
  } catch {
    return "unreachable";
  }
}

/** Ends this browser's session and goes to an address of ours. */
export async function closeBrowserSession(next: string): Promise<void> {
  await signOut({ redirect: false, callbackUrl: "/" }).catch(() => undefined);
  window.location.assign(next);
}
