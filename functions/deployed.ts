import type { Engine } from "../shared/engine/engine.ts";
import type { Ports } from "../shared/engine/ports.ts";
import type { AlbHandler, AlbResult } from "./alb.ts";
import { MAX_RESPONSE_BYTES } from "./answer-room.ts";
import type { App } from "./app.ts";
import { DeploymentError, readApiKey } from "./deployment.ts";

/** Names a module with other adapters than AWS's: `npm run offline` sets it. */
const PORTS_MODULE = "SKYGROUND_PORTS_MODULE";

interface Adapters {
  openPorts(environment: NodeJS.ProcessEnv): Ports | Promise<Ports>;
  /** Where tasks run, somebody must hear of them. */
  begin?(engine: Engine): Promise<void>;
}

let composed: Promise<App> | undefined;

/** The app of this Lambda function's process, composed at the first call: importing a function opens nothing. */
export function deployedApp(): Promise<App> {
  composed ??= compose(process.env).catch((error) => {
    composed = undefined;
    throw error;
  });
  return composed;
}

/** What Lambda calls for a request to the load balancer. */
export function deployed(create: (app: App) => AlbHandler): AlbHandler {
  let handle: AlbHandler | undefined;
  return async (event) => {
    try {
      const app = await deployedApp();
      handle ??= create(app);
      const result = await handle(event);
      await settle(app);
      return tooLarge(result) ? responseTooLarge(result) : result;
    } catch (error) {
      if (!(error instanceof DeploymentError)) throw error;
      tell(error, "composing");
      return problem(503, "NotConfigured", error.message);
    }
  };
}

/** Waits for what was begun besides: Lambda freezes the process once it has answered. */
export async function settle({ engine }: App): Promise<void> {
  await engine.idle();
  await Promise.all([engine.ports.journal.flush(), engine.ports.logs.flush()]);
}

async function compose(environment: NodeJS.ProcessEnv): Promise<App> {
  const apiKey = readApiKey(environment);
  const other = environment[PORTS_MODULE];
  const [{ createApp }, { services }, adapters] = await Promise.all([
    import("./app.ts"),
    import("../shared/services/index.ts"),
    (other ? import(other) : import("./ports.ts")) as Promise<Adapters>,
  ]);
  const app = createApp({ services, ports: await adapters.openPorts(environment), apiKey, onError: tell });
  await adapters.begin?.(app.engine);
  return app;
}

function tooLarge({ body }: AlbResult): boolean {
  return Buffer.byteLength(body ?? "") > MAX_RESPONSE_BYTES;
}

function responseTooLarge({ body }: AlbResult): AlbResult {
  const detail =
    `The answer has ${Buffer.byteLength(body ?? "")} bytes as the load balancer gets it, and an Application Load Balancer takes ` +
    `at most ${MAX_RESPONSE_BYTES} from a Lambda function. Ask for less, such as a range of the object.`;
  return problem(501, "ResponseTooLarge", detail);
}

function problem(status: number, code: string, detail: string): AlbResult {
  return {
    statusCode: status,
    multiValueHeaders: { "Content-Type": ["application/problem+json"] },
    body: `${JSON.stringify({ type: "about:blank", title: code, status, code, detail })}\n`,
    isBase64Encoded: false,
  };
}

function tell(error: unknown, during: string): void {
  process.stderr.write(`skyground: ${during}: ${error instanceof Error ? error.stack : String(error)}\n`);
}
