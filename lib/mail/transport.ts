import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { env, origin } from "@/lib/env";

/** One e-mail, as it is handed to the mail server. */
export interface Letter {
  /** The same at every attempt, so that a server that took it already can tell. */
  id: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** Where whoever gets it decides on what they get. */
  settingsUrl: string;
}

/** Whether trying again may help: not where the server refused the letter for good. */
export class MailRefused extends Error {
  override readonly name = "MailRefused";
}

const TIMEOUT_MS = 20_000;

/** A mail server's `send`; a letter that it will never take throws `MailRefused`. */
export interface Mailbox {
  send(letter: Letter): Promise<void>;
  close(): void;
}

/** The mail server of SMTP_URL; null where none is set. */
export function openMailbox(url = env.SMTP_URL): Mailbox | null {
  if (url === undefined) return null;
  const transport: Transporter = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // Nothing that a letter says is read from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { hostname } = new URL(origin());
  const from = env.STET_MAIL_FROM ?? { name: "Stet", address: `stet@${hostname}` };
  return {
    send: async ({ id, to, subject, text, html, settingsUrl }) => {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          html,
          messageId: `<${id}@${hostname}>`,
          headers: {
            // No "out of office" in answer, and a way out that mail programs show.
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": `<${settingsUrl}>`,
          },
        });
      } catch (error) {
        if (isRefusal(error)) throw new MailRefused("the mail server refused it", { cause: error });
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

/** A 5xx answer to the recipient or the message; to signing in it may be the operator's mistake. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    "responseCode" in error &&
    typeof error.responseCode === "number" &&
    error.responseCode >= 500 &&
    "code" in error &&
    (error.code === "EENVELOPE" || error.code === "EMESSAGE")
  );
}
