import http from "node:http";
import { PEER_HEADER } from "@/lib/auth/address";
import { CommandError } from "@/lib/cli/run";
import { env, origin, projectRoot } from "@/lib/env";
import { logError } from "@/lib/log";

/** How long requests that are under way may take to end when the server stops. */
const GRACE_MS = 5_000;

/** Longer than the minute for which proxies keep an idle connection, so that they close it first. */
const KEEP_ALIVE_MS = 65_000;

/** A server that listens on PORT, and says that it is starting until it is given the application. */
export interface Server {
  /** Serves the application, which must be built unless `developing`. */
  serveApplication(options: { developing: boolean }): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Listens on PORT.
 *
 * @throws CommandError when another program does
 */
export async function openPort(): Promise<Server> {
  const server = http.createServer();
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on("request", sayStarting);
  await listen(server);
  let closeApplication = async () => {};
  return {
    serveApplication: async ({ developing }) => {
      // Next reads the environment as it is loaded, and must find it set (setServerEnvironment).
      const { default: next } = await import("next");
      const app = next({
        dev: developing,
        dir: projectRoot,
        hostname: env.STET_HOST ?? "localhost",
        port: env.PORT,
        httpServer: server,
      });
      closeApplication = () => app.close();
      const handle = app.getRequestHandler();
      await app.prepare();
      server.off("request", sayStarting);
      server.on("request", (request, response) => {
        setTrustedHeaders(request);
        handle(request, response).catch((error: unknown) => {
          logError(error);
          response.destroy();
        });
      });
    },
    stop: async () => {
      await close(server);
      await closeApplication();
    },
  };
}

function sayStarting(_request: http.IncomingMessage, response: http.ServerResponse): void {
  response.writeHead(503, { "content-type": "text/plain; charset=utf-8", "retry-after": "5" });
  response.end("Stet is starting.\n");
}

/**
 * Next and next-auth work out from these headers who they are and where a request came from.
 * Whatever the client says, Stet is at STET_URL, and the peer is the other end of the connection.
 */
function setTrustedHeaders(request: http.IncomingMessage): void {
  const { host, protocol } = new URL(origin());
  request.headers.host = host;
  request.headers["x-forwarded-host"] = host;
  request.headers["x-forwarded-proto"] = protocol.slice(0, -1);
  delete request.headers["x-forwarded-port"];
  delete request.headers.forwarded;
  request.headers[PEER_HEADER] = request.socket.remoteAddress;
}

function listen(server: http.Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        reject(
          new CommandError(
            `Port ${env.PORT} is in use by another program. Stop it, or set PORT to another number.`,
          ),
        );
      } else if (error.code === "EACCES" || error.code === "EADDRNOTAVAIL") {
        reject(
          new CommandError(
            `Stet may not listen on ${env.STET_HOST ?? "port"} ${env.PORT}: ${error.message}.`,
          ),
        );
      } else {
        reject(error);
      }
    });
    server.listen({ port: env.PORT, host: env.STET_HOST }, resolve);
  });
}

function close(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    const end = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(end);
      resolve();
    });
    server.closeIdleConnections();
  });
}
