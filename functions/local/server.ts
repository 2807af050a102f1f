import type { Engine } from "../../shared/engine/engine.ts";
import type { Ports } from "../../shared/engine/ports.ts";
import { services as allServices } from "../../shared/services/index.ts";
import type { Service } from "../../shared/services/service.ts";
import type { AlbHandler } from "../alb.ts";
import { type AccessEntry, createApp } from "../app.ts";
import { hearTasks, recoverAll, startBackground } from "./background.ts";
import { createFrontDoor } from "./front-door.ts";
import { listenError } from "./listen-error.ts";
import { createListener } from "./listener.ts";
import { hostAndOriginRule, refusalToStart } from "./safety.ts";
import { StartError } from "./start-error.ts";

export const DEFAULT_HOST = "127.0.0.1";
export const DEFAULT_PORT = 4566;

/** Adapters in use, and how to let go of them. */
export interface OpenPorts {
  readonly ports: Ports;
  /** Ends what waits for the world outside, which may take its time. Before everything else is closed. */
  interrupt?(): void;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** Opens the adapters, for a server at that address; `openPorts` in ports.ts opens those of the local server. */
  open(address: { readonly url: string }): Promise<OpenPorts>;
  readonly host?: string | undefined;
  /** 0 for one that is free. */
  readonly port?: number | undefined;
  readonly apiKey?: string | undefined;
  readonly accessKeys?: ReadonlyMap<string, string> | undefined;
  /** `https://app.example`: origins whose pages may call AWS's services. */
  readonly corsOrigins?: readonly string[] | undefined;
  readonly services?: readonly Service[];
  readonly logAccess?: ((entry: AccessEntry) => void) | undefined;
  onError?(error: unknown, during: string): void;
}

export interface RunningServer {
  /** `http://127.0.0.1:4566`. */
  readonly url: string;
  readonly port: number;
  readonly engine: Engine;
  /** Ends requests, background work and tasks, and closes the store. */
  close(): Promise<void>;
}

/**
 * Starts a whole Skyground in this process. The port first: when it is taken, nothing else has been touched. Requests that
 * come before the store is open wait.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = DEFAULT_HOST, port = DEFAULT_PORT, apiKey, open, onError = printError } = options;
  const refusal = refusalToStart({ host, apiKey });
  if (refusal) throw new StartError(refusal);

  const opened = Promise.withResolvers<AlbHandler>();
  opened.promise.catch(() => {});
  let handle: AlbHandler = async (event) => (await opened.promise)(event);
  const listener = createListener({ handle: (event) => handle(event), onError });
  const boundPort = await listener.listen(port, host).catch((error) => {
    throw listenError(error, host, port);
  });
  try {
    const url = `http://${urlHost(host)}:${boundPort}`;
    const { ports, interrupt, close: closePorts } = await open({ url });
    const { services = allServices, logAccess, accessKeys, corsOrigins } = options;
    const guard = hostAndOriginRule({ host, apiKey });
    const app = createApp({ services, ports, apiKey, accessKeys, corsOrigins, guard, logAccess, onError });
    hearTasks(app.engine, onError);
    await recoverAll(app.engine);
    const background = startBackground(app.engine, onError);
    handle = createFrontDoor(app);
    opened.resolve(handle);
    return {
      url,
      port: boundPort,
      engine: app.engine,
      async close() {
        interrupt?.();
        await listener.close();
        await background.stop();
        await app.engine.idle();
        await closePorts();
      },
    };
  } catch (error) {
    opened.reject(error);
    await listener.close();
    throw error;
  }
}

/** A host as a URL spells it; the address that means all addresses is reached as loopback. */
function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return DEFAULT_HOST;
  return host.includes(":") ? `[${host}]` : host;
}

function printError(error: unknown, during: string): void {
  process.stderr.write(`skyground: ${during}: ${error instanceof Error ? error.stack : String(error)}\n`);
}
