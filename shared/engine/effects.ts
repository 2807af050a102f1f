import { createHash } from "node:crypto";
import type { Principal, RequestContext } from "../core/context.ts";
import type { ValueObject } from "../core/json.ts";
import type { Delete, Key, Partition, Put, Row } from "../ports/table-store.ts";
import type { EffectDraft } from "./operation.ts";

/** An effect as it is stored. Its row is its receipt: the delivering transaction deletes it, so a second delivery finds nothing. */
export interface Effect {
  readonly key: Key;
  readonly version: string;
  readonly id: string;
  readonly target: string;
  readonly operation: string;
  readonly input: ValueObject;
  readonly principal: Principal;
  readonly account: string;
  readonly region: string;
  readonly traceId: string;
  /** Deliveries tried and failed. */
  readonly attempt: number;
  /** Playground time. */
  readonly notBefore: number;
}

/** What a job carries: where the effect's row is. */
export interface EffectRef {
  readonly playground: string;
  readonly root: string;
  readonly id: string;
}

/** Several partitions, so that no single one takes every write on DynamoDB. */
const EFFECT_SHARDS = 4;

export function effectPartitions(root: string): readonly Partition[] {
  return Array.from({ length: EFFECT_SHARDS }, (_, shard) => ({
    table: "timed",
    partition: `${root}/effects/${shard}`,
  }));
}

export function effectKey(root: string, id: string): Key {
  const shard = (createHash("md5").update(id).digest()[0] ?? 0) % EFFECT_SHARDS;
  return { table: "timed", partition: `${root}/effects/${shard}`, sort: id };
}

/** A reset has made every effect of the earlier epochs void, also one whose delivery had begun. */
export function isOfRoot(effect: Effect, root: string): boolean {
  return effect.key.partition.startsWith(`${root}/`);
}

export function putEffect(id: string, draft: EffectDraft, context: RequestContext): Put {
  const notBefore = draft.dueAt ?? context.now;
  const { account, region } = context;
  const value = {
    id,
    target: draft.target,
    operation: draft.operation,
    input: draft.input,
    principal: { ...(draft.principal ?? context.principal) },
    account,
    region,
    traceId: draft.traceId ?? context.traceId,
    attempt: 0,
    notBefore,
  };
  return { kind: "put", key: effectKey(context.root, id), value, dueAt: notBefore };
}

export function effectFromRow(row: Row): Effect {
  const { table, partition, sort } = row;
  return {
    ...(row.value as unknown as Omit<Effect, "key" | "version">),
    key: { table, partition, sort },
    version: row.version,
  };
}

/** The same effect, to be tried again (or just looked at again) at an instant. */
export function rescheduleEffect(effect: Effect, change: { attempt: number; notBefore: number; dueAt: number }): Put {
  const { key, version, ...value } = effect;
  const { attempt, notBefore, dueAt } = change;
  return {
    kind: "put",
    key,
    value: { ...value, principal: { ...value.principal }, attempt, notBefore },
    dueAt,
    expect: { version },
  };
}

export function deleteEffect(effect: Effect): Delete {
  return { kind: "delete", key: effect.key, expect: "present" };
}
