import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A real mail server in the test's process, which keeps what it is sent. */
export interface TestMailServer {
  url: string;
  /** Everything it took, in order. */
  letters: ParsedMail[];
  /** What it answers to a message before it takes it; by default it takes all. */
  refuse: (() => { responseCode: number; message: string } | null) | null;
  close(): Promise<void>;
}

export async function openMailServer(port = 0): Promise<TestMailServer> {
  const letters: ParsedMail[] = [];
  const handle: TestMailServer = { url: "", letters, refuse: null, close: async () => {} };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      simpleParser(stream).then(
        (letter) => {
          const refusal = handle.refuse?.() ?? null;
          if (refusal !== null) {
            return done(
              Object.assign(new Error(refusal.message), { responseCode: refusal.responseCode }),
            );
          }
          letters.push(letter);
          done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.server.address() as AddressInfo;
  handle.url = `smtp://127.0.0.1:${address.port}`;
  handle.close = () => new Promise((resolve) => server.close(() => resolve()));
  return handle;
}
