import { type EffectDraft, operation } from "../../service.ts";
import { REMOVAL_PAGE } from "../limits.ts";
import { applicationArn } from "../mobile.ts";
import { endpointFromRow, endpointsPartition, type PlatformApplication, tokenKey } from "../table-mobile.ts";

type RemoveEndpointsInput = Pick<PlatformApplication, "account" | "region" | "platform" | "name" | "id">;

export function removeEndpointsEffect({ account, region, platform, name, id }: RemoveEndpointsInput): EffectDraft {
  const target = applicationArn({ account, region, platform, name });
  return { target, operation: "RemoveEndpoints", input: { account, region, platform, name, id } };
}

/** Removes the rows of a deleted application's endpoints, which nobody can see any more, a page at a time. */
export const removeEndpoints = operation<RemoveEndpointsInput, Record<string, never>>()({
  service: "sns",
  name: "RemoveEndpoints",
  internal: true,

  prefetch: (application, { store, context }) =>
    store.query({ ...endpointsPartition({ ...context, ...application }, application), limit: REMOVAL_PAGE }),

  commit(rows, application, context) {
    const place = { ...context, ...application };
    const writes = rows.flatMap((row) => [
      { kind: "delete" as const, key: { table: row.table, partition: row.partition, sort: row.sort } },
      { kind: "delete" as const, key: tokenKey(place, application, endpointFromRow(row).attributes.Token ?? "") },
    ]);
    return { output: {}, writes, effects: rows.length === REMOVAL_PAGE ? [removeEndpointsEffect(application)] : [] };
  },
});
