import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ServiceError } from "../../shared/core/errors.ts";
import type { HttpBody } from "../../shared/rest/http-request.ts";
import type { AlbHandler } from "../alb.ts";
import { brokenAnswer, refuseBrokenRequest } from "./client-error.ts";
import { emptyBody, IncomingBody, type IncomingBodyOptions } from "./incoming-body.ts";
import { albEvent, hasBody } from "./incoming-event.ts";
import {
  BODY_IDLE_SECONDS,
  HEADERS_SECONDS,
  KEEP_ALIVE_SECONDS,
  MAX_HEADER_BYTES,
  SHUTDOWN_SECONDS,
  SMALL_BODY_BYTES,
  UNREAD_BODY_SECONDS,
} from "./limits.ts";
import { writeResult } from "./outgoing.ts";
import { SmallBody } from "./small-body.ts";

export interface ListenerOptions {
  readonly handle: AlbHandler;
  onError(error: unknown, during: string): void;
}

export interface Listener {
  /** Resolves with the port, which the system chooses when it is asked for 0. Rejects as `listen` does (EADDRINUSE, ...). */
  listen(port: number, host: string): Promise<number>;
  /** Takes no more requests, tells those that wait to end, and gives the rest a moment. */
  close(): Promise<void>;
}

/** HTTP in, load balancer events out, and the results back: a load balancer of one process. */
export function createListener(options: ListenerOptions): Listener {
  const running = new Set<Running>();
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveTimeout: KEEP_ALIVE_SECONDS * 1000,
    headersTimeout: HEADERS_SECONDS * 1000,
    // A large upload takes as long as it takes; one that stands still ends by its idle time.
    requestTimeout: 0,
  });
  server.on("request", (request, response) => void serve(request, response, false, running, options));
  server.on("checkContinue", (request, response) => void serve(request, response, true, running, options));
  server.on("clientError", refuseBrokenRequest);
  return {
    listen: (port, host) => listen(server, port, host),
    close: () => close(server, running),
  };
}

/** One request that has not been answered to its end. */
interface Running {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
  running: Set<Running>,
  { handle, onError }: ListenerOptions,
): Promise<void> {
  const abort = new AbortController();
  const ended = new Promise<void>((resolve) => {
    response.once("close", () => {
      if (!response.writableFinished) abort.abort();
      running.delete(entry);
      resolve();
    });
  });
  const entry = { abort, ended };
  running.add(entry);
  const onWanted = (): void => {
    if (expectsContinue && !response.headersSent) response.writeContinue();
  };
  const body = bodyOf(request, expectsContinue, { idleSeconds: BODY_IDLE_SECONDS, onWanted });
  try {
    const result = await handle(albEvent(request, body, abort.signal));
    if (!request.complete) endUnreadBody(request, response);
    await writeResult(response, result, request.method === "HEAD");
  } catch (error) {
    onError(error, `${request.method} ${request.url}`);
    if (response.headersSent) {
      // Too late for an error page: a connection that ends early says that something is missing.
      response.destroy();
    } else {
      await writeResult(response, brokenAnswer(error), request.method === "HEAD");
    }
  }
}

function bodyOf(request: IncomingMessage, expectsContinue: boolean, options: IncomingBodyOptions): HttpBody {
  if (!hasBody(request)) return emptyBody;
  const length = Number(request.headers["content-length"] ?? Number.POSITIVE_INFINITY);
  // A client that waits to be asked for its body must not be waited for.
  if (length > SMALL_BODY_BYTES || expectsContinue) return new IncomingBody(request, options);
  return new SmallBody(request, { ...options, length });
}

/** A client that still sends when it has its answer gets a moment to read it, and no more of our time. */
function endUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  response.once("finish", () => {
    if (request.complete) return;
    const timer = setTimeout(() => {
      if (!request.complete) request.destroy();
    }, UNREAD_BODY_SECONDS * 1000);
    request.once("close", () => clearTimeout(timer)).once("end", () => clearTimeout(timer));
    request.on("error", () => {});
    request.resume();
  });
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function close(server: Server, running: ReadonlySet<Running>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const { abort } of running) abort.abort(stopping());
  const patience = new Promise<void>((resolve) => setTimeout(resolve, SHUTDOWN_SECONDS * 1000).unref());
  await Promise.race([Promise.all([...running].map(({ ended }) => ended)), patience]);
  server.closeAllConnections();
  await closed;
}

/** What a long poll is answered; AWS's clients try it again. */
function stopping(): ServiceError {
  return new ServiceError("ServiceUnavailable", "Skyground is stopping. Ask again when it is back.", { status: 503 });
}
