import { resolve } from "node:path";
import type { Engine } from "../../shared/engine/engine.ts";
import type { Ports } from "../../shared/engine/ports.ts";
import { hearTasks, recoverAll } from "../local/background.ts";
import { claimDataFolder } from "../local/data-folder.ts";
import { readOutgoing } from "../local/outgoing-settings.ts";
import { openPorts as openLocalPorts } from "../local/ports.ts";

/*
 * The local server's adapters behind the deployed functions, which run in the process of serverless-offline: opened once, and
 * used by the functions and by the plugin that feeds the worker.
 */

let opened: Promise<{ ports: Ports; close(): Promise<void> }> | undefined;

export async function openPorts(environment: NodeJS.ProcessEnv): Promise<Ports> {
  opened ??= open(environment);
  return (await opened).ports;
}

/** Once the app is composed: tells the services what becomes of tasks, and of those that ended with an earlier run. */
export async function begin(engine: Engine): Promise<void> {
  hearTasks(engine, tell);
  await recoverAll(engine);
}

export async function closePorts(): Promise<void> {
  await (await opened)?.close();
  opened = undefined;
}

async function open(environment: NodeJS.ProcessEnv) {
  const dataFolder = resolve(environment.SKYGROUND_DATA ?? ".skyground/offline");
  const claim = await claimDataFolder(dataFolder);
  const { ports, close } = await openLocalPorts({
    dataFolder,
    url: environment.SKYGROUND_OFFLINE_URL ?? "",
    apiKey: environment.SKYGROUND_API_KEY,
    outgoing: readOutgoing({ host: "127.0.0.1", deliverToPrivate: false }, environment),
  });
  return { ports, close: () => close().finally(claim.release) };
}

function tell(error: unknown, during: string): void {
  process.stderr.write(`skyground: ${during}: ${error instanceof Error ? error.stack : String(error)}\n`);
}
