import type { Engine } from "../../shared/engine/engine.ts";
import { listPlaygrounds } from "../../shared/engine/playgrounds.ts";
import { type Background, startJobs } from "../../shared/jobs/background.ts";

/** Brings every playground up to date after a restart. */
export async function recoverAll(engine: Engine): Promise<void> {
  for (const playground of await listPlaygrounds(engine.ports.store)) await engine.recover(playground);
}

/** The work that no request does: effects, sweeps. */
export function startBackground(engine: Engine, onError: (error: unknown, during: string) => void): Background {
  const { jobs, clock, store } = engine.ports;
  return startJobs({
    jobs,
    clock,
    onError,
    deliver: (ref) => engine.deliver(ref),
    sweepBlobs: () => engine.sweepBlobs(),
    async sweep() {
      for (const playground of await listPlaygrounds(store)) await engine.sweepPlayground(playground);
    },
  });
}
