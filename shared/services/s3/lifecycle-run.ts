import { assert } from "../../core/errors.ts";
import type { EffectDraft } from "../service.ts";
import type { Bucket } from "./model.ts";
import { servicePrincipal } from "./service-principal.ts";
import { bucketArn } from "./table.ts";

/** The parts of a run, in their order: keys with objects, keys with delete markers, uploads. */
export const LIFECYCLE_PHASES = ["objects", "markers", "uploads"] as const;
export type LifecyclePhase = (typeof LIFECYCLE_PHASES)[number];

/** Where a run is. */
export interface LifecycleStep {
  readonly Bucket: string;
  /** Of the bucket and of its rules: when others have come, the run ends. */
  readonly Id: string;
  readonly Run: string;
  readonly Phase: LifecyclePhase;
  /** Which of the prefixes that the rules name. */
  readonly Prefix: number;
  /** The key behind which it goes on. */
  readonly After?: string;
  /** When to run again, as far as it is known. */
  readonly Next?: number;
}

export function nextLifecycleRun(bucket: Bucket, run: string, at: number): EffectDraft {
  return step(bucket, { Bucket: bucket.name, Id: bucket.id, Run: run, Phase: "objects", Prefix: 0 }, at);
}

export function step(bucket: Bucket, input: LifecycleStep, dueAt?: number): EffectDraft {
  assert(input.Bucket === bucket.name, "a run stays in its bucket");
  return {
    target: bucketArn(bucket.name),
    operation: "RunLifecycle",
    input: { ...input },
    principal: servicePrincipal(bucket),
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}
