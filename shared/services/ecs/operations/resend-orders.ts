import { operation } from "../../service.ts";
import { haltEffect, placeEffect } from "../effects.ts";
import { ORDERS_PER_RECOVERY } from "../limits.ts";
import { readOrderedTasks } from "../lost-tasks.ts";

/**
 * The server has just started: the one before may have held the orders to place or to halt tasks, or died before it passed them
 * on. They would come again by themselves in a minute or two. Sent twice they do no harm.
 */
export const resendOrders = operation<Record<string, never>, Record<string, never>>()({
  service: "ecs",
  name: "ResendOrders",
  internal: true,

  prefetch: (_input, tools) => readOrderedTasks(tools, ORDERS_PER_RECOVERY),

  commit(tasks) {
    const effects = tasks.map(({ task }) => (task.desiredStatus === "RUNNING" ? placeEffect(task) : haltEffect(task)));
    return { output: {}, effects };
  },
});
