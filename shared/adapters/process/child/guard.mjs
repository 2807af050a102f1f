/** Loaded before a task's app (`--import`): starts the thread that ends the task with the server. See guard-thread.mjs. */
import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";

export const guard = await start();

async function start() {
  const settings = process.env.SKYGROUND_GUARD;
  // The app's own children and threads load this file again (fork passes process.execArgv on), and the pipe isn't theirs.
  delete process.env.SKYGROUND_GUARD;
  const at = process.execArgv.indexOf(import.meta.url);
  if (at > 0) process.execArgv.splice(at - 1, 2);
  if (!settings) return undefined;
  const { port, containerPort } = JSON.parse(settings);
  const thread = new Worker(new URL("./guard-thread.mjs", import.meta.url), {
    workerData: { startedAt: performance.timeOrigin },
    env: {},
    execArgv: [],
    name: "skyground-guard",
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
  // An app that has nothing left to do ends as it would without a guard.
  thread.unref();
  // Loaded only where it has something to do.
  if (containerPort !== undefined) (await import("./port-mapping.mjs")).mapPort({ port, containerPort });
  return thread;
}
