import { operation } from "../../service.ts";
import { reconcileEffect } from "../effects.ts";
import type { Service } from "../model.ts";
import { isSettled, planService } from "../scheduler.ts";
import { readAll, readCensus } from "../stored.ts";
import { serviceFromRow, servicesPartition } from "../table.ts";

/** Services looked after by one sweep; the next takes the rest. */
const SERVICES_PER_SWEEP = 50;

/** A backstop: has the scheduler look at every service that is not as it should be, should its effect have been given up. */
export const reconcileServices = operation<Record<string, never>, Record<string, never>>()({
  service: "ecs",
  name: "ReconcileServices",
  internal: true,

  async prefetch(_input, tools) {
    const services = (await readAll(servicesPartition(tools.context), tools)).map(serviceFromRow);
    const behind: Service[] = [];
    for (const service of services) {
      if (service.status === "INACTIVE" || behind.length >= SERVICES_PER_SWEEP) continue;
      const census = await readCensus(service, tools);
      const tasks = census.tasks.map(({ task }) => task);
      const { start, stop } = planService(service, tasks, tools.now);
      const waits = start > 0 && service.restarts.waitUntil > tools.now;
      const untold = isSettled(service, tasks, tools.now) !== service.steady;
      const over = service.status === "DRAINING" && tasks.length + census.stopping === 0;
      if (stop.length > 0 || (start > 0 && !waits) || untold || over) behind.push(service);
    }
    return behind;
  },

  commit(behind) {
    return { output: {}, effects: behind.map((service) => reconcileEffect(service, { traceId: service.traceId })) };
  },
});
