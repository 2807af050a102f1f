import { operation } from "../../service.ts";
import { bucketFromRow, bucketKey } from "../table.ts";
import { recountBucket } from "./recount-bucket.ts";

const PAGE = 100;

/** Now and then, where totals are not exact: every bucket of the playground is counted anew. */
export const recountBuckets = operation<Record<string, never>, Record<string, never>>()({
  service: "s3",
  name: "RecountBuckets",
  internal: true,

  async prefetch(_input, { store, context }) {
    const names: string[] = [];
    const { table, partition } = bucketKey(context, "any");
    for (;;) {
      const after = names.at(-1);
      const rows = await store.query({ table, partition, limit: PAGE, ...(after === undefined ? {} : { after }) });
      names.push(...rows.map((row) => bucketFromRow(row).name));
      if (rows.length < PAGE) return names;
    }
  },

  commit(names, _input, { principal }) {
    return {
      async call(outside) {
        for (const Bucket of names) await outside.call(recountBucket, { Bucket }, principal);
        return { output: {} };
      },
    };
  },
});
