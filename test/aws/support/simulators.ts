import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** AWS's own DynamoDB Local. */
    dynamoDbUrl: string;
    /** An S3 and SQS server. */
    fauxqsUrl: string;
  }
}

const MODULES = resolve(import.meta.dirname, "../node_modules");
const START_SECONDS = 120;

/** Packs the functions and starts the simulators, once for all suites, on free ports; ends them after. */
export default async function startSimulators(project: TestProject): Promise<() => Promise<void>> {
  await buildFunctions();
  const started = await Promise.allSettled([startDynamoDb(), startFauxqs()]);
  const stop = async () => {
    await Promise.all(started.map((one) => (one.status === "fulfilled" ? one.value.stop() : undefined)));
  };
  const [dynamoDb, fauxqs] = started;
  if (dynamoDb.status === "rejected" || fauxqs.status === "rejected") {
    await stop();
    throw new AggregateError(
      started.flatMap((one) => (one.status === "rejected" ? [one.reason] : [])),
      "No simulators",
    );
  }
  project.provide("dynamoDbUrl", dynamoDb.value.url);
  project.provide("fauxqsUrl", fauxqs.value.url);
  return stop;
}

async function buildFunctions(): Promise<void> {
  const cwd = resolve(import.meta.dirname, "../../..");
  const child = spawn(process.execPath, ["scripts/build-functions.ts"], { cwd, stdio: "inherit" });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error("The functions could not be packed: npm ci --prefix deploy installs esbuild.");
}

interface Simulator {
  readonly url: string;
  stop(): Promise<void>;
}

async function startDynamoDb(): Promise<Simulator> {
  const port = await freePort();
  const folder = resolve(MODULES, "amplify-dynamodb-simulator/emulator");
  const java = ["-Djava.library.path=./DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"];
  return started("java", [...java, "-inMemory", "-sharedDb", "-port", String(port)], { cwd: folder, port });
}

async function startFauxqs(): Promise<Simulator> {
  const port = await freePort();
  const environment = { FAUXQS_PORT: String(port), FAUXQS_LOGGER: "false" };
  return started(process.execPath, [resolve(MODULES, "fauxqs/dist/server.js")], { environment, port });
}

async function started(
  command: string,
  args: readonly string[],
  { cwd, environment, port }: { cwd?: string; environment?: NodeJS.ProcessEnv; port: number },
): Promise<Simulator> {
  const child = spawn(command, args, {
    ...(cwd ? { cwd } : {}),
    env: { ...process.env, ...environment },
    stdio: "ignore",
  });
  const failed = once(child, "error").then(([error]) => {
    throw new Error(`${command} did not start (see CONTRIBUTING.md): ${error}`);
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([failed, answering(url)]);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  return { url, stop: () => stopped(child) };
}

async function answering(url: string): Promise<void> {
  const until = Date.now() + START_SECONDS * 1000;
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(100);
    }
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}
