import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import type { Clock } from "../../ports/clock.ts";

export const HOST = "127.0.0.1";

/**
 * Asks the system for a port that nobody listens on. Between this answer and the app's own `listen`, some 100 ms later, another
 * program may take the port: then the app fails with EADDRINUSE, as its log and exit code tell, and whoever wanted the
 * task starts another. Two tasks of one server never get the same port: `taken` holds those given out.
 */
export async function freePort(taken: ReadonlySet<number>): Promise<number> {
  for (;;) {
    const server = createServer().listen(0, HOST);
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    if (!taken.has(port)) return port;
  }
}

const PROBE_PAUSE_MILLISECONDS = 20;
const PROBE_TIMEOUT_MILLISECONDS = 500;

/** Resolves once the port accepts connections, the time is over, or the signal aborts. */
export async function accepting(
  port: number,
  { clock, milliseconds, signal }: { clock: Clock; milliseconds: number; signal: AbortSignal },
): Promise<void> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  void clock.sleep(milliseconds, stop).then(() => over.abort());
  while (!stop.aborted && !(await accepts(port))) await pause(stop);
  over.abort();
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: HOST });
    socket.setTimeout(PROBE_TIMEOUT_MILLISECONDS, () => end(false));
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    function end(accepted: boolean): void {
      socket.destroy();
      resolve(accepted);
    }
  });
}

/** Real time, even under a test's clock: it only spares the processor. */
function pause(signal: AbortSignal): Promise<unknown> {
  return setTimeout(PROBE_PAUSE_MILLISECONDS, undefined, { signal }).catch(() => {});
}
