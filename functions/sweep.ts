import { listPlaygrounds } from "../shared/engine/playgrounds.ts";
import type { App } from "./app.ts";
import { deployedApp, settle } from "./deployed.ts";

/** What the schedule asks for; serverless.yml spells it. */
export interface SweepEvent {
  readonly sweep: "playgrounds" | "blobs";
}

/** The backstop: effects that a crash left, what time alone decided, and now and then blobs that no row names. */
export async function sweep({ engine, onError }: App, event: SweepEvent): Promise<void> {
  if (event.sweep === "blobs") {
    await engine.sweepBlobs();
    return;
  }
  for (const playground of await listPlaygrounds(engine.ports.store)) {
    try {
      await engine.sweepPlayground(playground);
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
