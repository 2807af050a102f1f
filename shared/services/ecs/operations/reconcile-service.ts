import { operation } from "../../service.ts";
import { parseServiceArn } from "../address.ts";
import type { EndedTask } from "../effects.ts";
import { draw } from "../launch.ts";
import { TASKS_PER_PASS } from "../limits.ts";
import { reconcile } from "../reconcile.ts";
import { findDefinition, findService, readCensus } from "../stored.ts";

export interface ReconcileInput {
  /** The service's ARN. */
  readonly service: string;
  readonly ended?: EndedTask;
}

/** Brings a service nearer to what is wanted of it. An effect, sent by whatever changed one of its tasks. */
export const reconcileService = operation<ReconcileInput, Record<string, never>>()({
  service: "ecs",
  name: "ReconcileService",
  internal: true,

  async prefetch({ service: arn }, tools) {
    const address = parseServiceArn(arn);
    // The service before its tasks: who changes the tasks in between makes the service's version fail, or looks again.
    const stored = address && (await findService(address, tools));
    if (!stored || stored.service.status === "INACTIVE") return undefined;
    const [primary] = stored.service.deployments;
    const [found, census] = await Promise.all([
      findDefinition(primary, stored.service, tools),
      readCensus(stored.service, tools),
    ]);
    return found && { stored, definition: found.definition, census, draws: draw(tools.random, TASKS_PER_PASS) };
  },

  commit(state, { ended }, context) {
    if (!state) return { output: {} };
    const { stored, definition, census, draws } = state;
    const { service, version } = stored;
    const pass = { service, expect: { version }, census, definition, draws, ended, changed: false };
    return { output: {}, ...reconcile(pass, context) };
  },
});
