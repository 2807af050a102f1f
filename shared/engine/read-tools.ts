import { parseArn } from "../core/arn.ts";
import type { RequestContext } from "../core/context.ts";
import type { Bodies } from "./bodies.ts";
import type { ReadTools } from "./operation.ts";
import type { Ports } from "./ports.ts";
import type { Reads } from "./reads.ts";
import type { Registry } from "./registry.ts";

interface Sources {
  readonly ports: Ports;
  readonly reads: Reads;
  readonly registry: Registry;
  readonly bodies: Bodies;
}

/** What a prefetch may use, at one look. */
export function readTools(
  { ports, reads: store, registry, bodies }: Sources,
  context: RequestContext,
  look: Pick<ReadTools, "startedAt" | "attempt" | "effectId">,
): ReadTools {
  const { random, journal, deliveries, logs, tasks } = ports;
  return {
    store,
    context,
    now: context.now,
    random,
    ...look,
    bodies,
    journal,
    inbox: deliveries,
    wallNow: ports.clock.now(),
    logs,
    tasks,
    async describe(resource) {
      const owner = registry.owner(resource);
      const { account = context.account, region = context.region } = parseArn(resource) ?? {};
      return owner?.describe?.(resource, { store, context: { ...context, account, region }, now: context.now });
    },
  };
}
