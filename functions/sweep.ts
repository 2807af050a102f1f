import { listPlaygrounds } from "../shared/engine/playgrounds.ts";
import type { App } from "./app.ts";
import { deployedApp, settle } from "./deployed.ts";

/** What the schedule asks for, and EventBridge when ECS has changed a task; serverless.yml spells it. */
export type SweepEvent =
  | { readonly sweep: "playgrounds" | "blobs" | "totals" }
  /** `startedBy` is what our runtime told ECS: it names the task. */
  | { readonly sweep: "task"; readonly startedBy: string };

/** The backstop: effects that a crash left, what time alone decided, and now and then blobs that no row names. */
async function sweep({ engine, onError }: App, event: SweepEvent): Promise<void> {
  if (event.sweep === "task") {
    // The event may come late, or twice: what counts is what ECS says when asked.
    await engine.ports.tasks.observe?.(event.startedBy);
    return;
  }
  if (event.sweep === "blobs") {
    await engine.sweepBlobs();
    return;
  }
  if (event.sweep === "playgrounds") {
    await engine.ports.tasks.observe?.().catch((error) => onError(error, "asking what became of tasks"));
  }
  for (const playground of await listPlaygrounds(engine.ports.store)) {
    try {
      await (event.sweep === "totals" ? engine.recount(playground) : engine.sweepPlayground(playground));
    } catch (error) {
      // One playground's trouble must not keep the others waiting.
      onError(error, `sweeping ${playground}`);
    }
  }
}

export async function handler(event: SweepEvent): Promise<void> {
  const app = await deployedApp();
  try {
    await sweep(app, event);
  } finally {
    await settle(app);
  }
}
