import { startServer } from "../../../functions/local/server.ts";
import { SystemClock } from "../../../shared/adapters/system/clock.ts";
import type { Engine } from "../../../shared/engine/engine.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { TaskRuntime } from "../../../shared/ports/task-runtime.ts";
import { services as allServices } from "../../../shared/services/index.ts";
import type { Service } from "../../../shared/services/service.ts";
import { ApiClient } from "./client.ts";
import { memoryPorts } from "./memory-ports.ts";
import { checkAnswers } from "./response-check.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface TestServerOptions {
  /** Those of the registry by default. */
  readonly services?: readonly Service[];
  /** `memory` is quick and forgets; `lmdb` is what `npm start` uses, on a temporary folder. */
  readonly adapters?: "memory" | "lmdb";
  /** Wall time; a ManualClock stands still until the test moves it. Memory only. */
  readonly clock?: Clock;
  /** A MemoryTaskRuntime that starts and stops at once by default. Memory only. */
  readonly tasks?: TaskRuntime;
  /** The mail server that e-mails go out by. Memory only. */
  readonly smtp?: { readonly url: string; readonly from: string };
  /** The folder to use with `lmdb`; the test that names one removes it. */
  readonly dataFolder?: string;
  readonly host?: string;
  readonly apiKey?: string;
  /** Holds AWS's clients to their signatures by these secrets. */
  readonly accessKeys?: ReadonlyMap<string, string>;
  /** Whose pages may call AWS's services. */
  readonly corsOrigins?: readonly string[];
  /** Off for tests whose services answer wrongly on purpose. */
  readonly checkResponses?: boolean;
}

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly engine: Engine;
  readonly api: ApiClient;
  /** What went wrong inside; a test that expects something empties it. */
  readonly errors: unknown[];
  /** Resolves when the server has taken in what was sent before: a later request has come and gone. */
  quiet(): Promise<void>;
  /** The ids of all bodies that are kept outside rows. */
  blobs(): Promise<readonly string[]>;
  /** Fails when something went wrong inside that the test did not take note of: never a silent 500. */
  close(): Promise<void>;
}

/** The real server on a free port of 127.0.0.1, and a client for it. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { adapters = "memory", clock = new SystemClock(), checkResponses = true, apiKey, ...rest } = options;
  const folder = options.dataFolder === undefined ? await temporaryFolder() : { path: options.dataFolder };
  const errors: unknown[] = [];
  const services = options.services ?? allServices;
  const server = await startServer({
    ...rest,
    apiKey,
    port: 0,
    services: checkResponses ? checkAnswers(services) : services,
    onError: (error) => errors.push(error),
    async open({ url }) {
      if (adapters === "memory") return memoryPorts({ clock, tasks: options.tasks, smtp: options.smtp });
      const { openPorts } = await import("../../../functions/local/ports.ts");
      return openPorts({ dataFolder: folder.path, url, apiKey });
    },
  });
  const close = async () => {
    await server.close();
    await folder.remove?.();
    if (errors.length > 0) throw new AggregateError(errors, `The server had ${errors.length} errors inside`);
  };
  const { url, port, engine } = server;
  const api = new ApiClient(url, apiKey);
  return {
    url,
    port,
    engine,
    api,
    errors,
    close,
    async quiet() {
      await api.get("/v1/nowhere");
    },
    blobs: () => engine.ports.blobs.list({ storedBefore: Number.MAX_SAFE_INTEGER, limit: 1000 }),
    [Symbol.asyncDispose]: close,
  };
}
