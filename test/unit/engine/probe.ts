import { type Arn, arn } from "../../../shared/core/arn.ts";
import { DEFAULT_ACCOUNT, DEFAULT_REGION, type RequestContext } from "../../../shared/core/context.ts";
import { assert } from "../../../shared/core/errors.ts";
import type { ValueObject } from "../../../shared/core/json.ts";
import type { AnyOperation, EffectDraft } from "../../../shared/engine/operation.ts";
import type { Key, Put } from "../../../shared/ports/table-store.ts";
import { type Done, type Operation, operation, type Service } from "../../../shared/services/service.ts";
import { createWorld, type World, type WorldOptions } from "../../support/world.ts";

/* A service whose operations do what the test says, so that the engine is seen alone. */

export const PROBE_ARN: Arn = probeArn("thing");

export function probeArn(resource: string): Arn {
  return arn({ service: "probe", region: DEFAULT_REGION, account: DEFAULT_ACCOUNT, resource });
}

export function rowKey({ root }: Pick<RequestContext, "root">, name: string): Key {
  return { table: "plain", partition: `${root}/probe`, sort: name };
}

export function putRow(context: RequestContext, name: string, value: ValueObject = {}): Put {
  return { kind: "put", key: rowKey(context, name), value };
}

/** What a delivery saw. */
export interface Seen {
  readonly input: ValueObject;
  readonly context: RequestContext;
  readonly effectId: string;
}

export interface Probe {
  readonly world: World;
  /** Stores a row and causes effects. */
  cause(effects: readonly EffectDraft[]): Promise<void>;
  /** Deliveries that came to a commit, in order. */
  readonly seen: Seen[];
  /** What a delivery comes to, besides a row under the effect's id. Throws to fail. */
  behave: (input: ValueObject, context: RequestContext) => Partial<Done<unknown>>;
}

const receive = (probe: Probe): Operation<ValueObject, unknown> =>
  operation<ValueObject, unknown>()({
    service: "probe",
    name: "Receive",
    internal: true,
    prefetch: async (_input, { effectId }) => effectId,
    commit(effectId, input, context) {
      assert(effectId, "only effects receive");
      probe.seen.push({ input, context, effectId });
      return { output: {}, writes: [putRow(context, effectId)], ...probe.behave(input, context) };
    },
  });

const cause = operation<{ effects: readonly EffectDraft[] }, object>()({
  service: "probe",
  name: "Cause",
  prefetch: async () => undefined,
  commit: (_state, { effects }, context) => ({ output: {}, writes: [putRow(context, "cause")], effects }),
});

export function createProbe(operations: readonly AnyOperation[] = [], options: Partial<WorldOptions> = {}): Probe {
  const service: Service = {
    name: "probe",
    get operations() {
      return [cause, receive(probe), ...operations];
    },
    routes: [],
    docs: [],
  };
  const probe: Probe = {
    seen: [],
    behave: () => ({}),
    get world() {
      return world;
    },
    async cause(effects) {
      await world.call(cause, { effects });
    },
  };
  const world = createWorld({ ...options, services: [service, ...(options.services ?? [])] });
  return probe;
}

export function receiving(input: ValueObject = {}, more: Partial<EffectDraft> = {}): EffectDraft {
  return { target: PROBE_ARN, operation: "Receive", input, ...more };
}
