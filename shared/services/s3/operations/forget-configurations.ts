import { operation } from "../../service.ts";
import type { NamedKind } from "../configurations.ts";
import { FORGET_PAGE } from "../limits.ts";
import { forgetKind } from "../named-configurations.ts";
import { type BucketPlace, namedPartition } from "../table.ts";

interface ForgetConfigurationsInput {
  readonly Bucket: BucketPlace;
  readonly Kind: NamedKind;
}

/** Removes what a deleted bucket had many of, a page at a time. */
export const forgetConfigurations = operation<ForgetConfigurationsInput, Record<string, never>>()({
  service: "s3",
  name: "ForgetConfigurations",
  internal: true,

  prefetch: ({ Bucket, Kind }, { store, context }) =>
    store.query({ ...namedPartition(context, Bucket, Kind), limit: FORGET_PAGE }),

  commit(rows, { Bucket, Kind }) {
    return {
      output: {},
      writes: rows.map(({ table, partition, sort }) => ({ kind: "delete", key: { table, partition, sort } })),
      effects: rows.length < FORGET_PAGE ? [] : [forgetKind(Bucket, Kind)],
    };
  },
});
