import type { RequestContext } from "../../core/context.ts";
import type { Add } from "../../ports/table-store.ts";
import type { Bucket, BucketTotals, Version } from "./model.ts";
import { totalsKey } from "./table.ts";

/** A version that a bucket has more (1) or less (-1), as current or noncurrent one. */
export interface Change {
  readonly version: Version | undefined;
  readonly current: boolean;
  readonly by: 1 | -1;
}

/** What a bucket's totals change by. */
export type Grown = Readonly<Partial<Record<keyof BucketTotals, number>>>;

export function tally(changes: readonly Change[]): Grown {
  const sum: Partial<Record<keyof BucketTotals, number>> = {};
  const add = (name: keyof BucketTotals, by: number) => {
    sum[name] = (sum[name] ?? 0) + by;
  };
  for (const { version, current, by } of changes) {
    if (!version || version.marker) continue;
    add(current ? "objects" : "noncurrentVersions", by);
    add(current ? "bytes" : "noncurrentBytes", by * version.body.size);
  }
  return withoutZeros(sum);
}

export function sumOf(all: readonly Grown[]): Grown {
  const sum: Partial<Record<keyof BucketTotals, number>> = {};
  for (const grown of all) {
    for (const [name, by] of Object.entries(grown) as [keyof BucketTotals, number][]) sum[name] = (sum[name] ?? 0) + by;
  }
  return withoutZeros(sum);
}

/** The write for it; none where nothing changes. */
export function addTotals(context: Pick<RequestContext, "root">, bucket: Bucket, grown: Grown): readonly Add[] {
  const by = grown as Readonly<Record<string, number>>;
  return Object.keys(by).length === 0 ? [] : [{ kind: "add", key: totalsKey(context, bucket), by }];
}

function withoutZeros(sum: Grown): Grown {
  return Object.fromEntries(Object.entries(sum).filter(([, by]) => by !== 0));
}
