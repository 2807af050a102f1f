import type { _Object } from "@aws-sdk/client-s3";
import { z } from "zod";
import { iso } from "../../core/time.ts";
import { type Route, route } from "../service.ts";
import { restoreObject } from "./operations/restore-object.ts";
import { objectParams } from "./rest-schemas.ts";
import { versionedQuery } from "./rest-version-schemas.ts";
import { isArchive } from "./restoration.ts";

const instant = z.iso.datetime().describe("ISO 8601, UTC, of the playground's clock");
const tier = z
  .enum(["Expedited", "Standard", "Bulk"])
  .describe("5 minutes, 5 hours or 12 hours from GLACIER; 12 (Standard) or 48 hours (Bulk) from DEEP_ARCHIVE");

const newRestoration = z.strictObject({
  days: z
    .number()
    .int()
    .min(1)
    .describe("How long the copy stays")
    .meta({ examples: [1] }),
  tier: tier.default("Standard"),
});

const restoration = z.strictObject({ tier, readyAt: instant, expiresAt: instant }).meta({ id: "Restoration" });

export const restorationRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/v1/buckets/{bucket}/object-restorations/{key...}",
    id: "restoreObject",
    summary: "Make an archived object readable for some days",
    params: objectParams,
    query: versionedQuery,
    body: newRestoration,
    response: {
      status: 202,
      description:
        "Begun: the object can be read from readyAt on. 200 where it can be read already, and now stays longer",
      schema: restoration,
    },
    async handle({ params, query, body: { days, tier: Tier } }, api) {
      const { IsNew, Restoration } = await api.call(restoreObject, {
        Bucket: params.bucket,
        Key: params.key,
        ...(query.versionId === undefined ? {} : { VersionId: query.versionId }),
        RestoreRequest: { Days: days, GlacierJobParameters: { Tier } },
      });
      const { readyAt, expiresAt } = Restoration;
      const json = { tier: Restoration.tier, readyAt: iso(readyAt), expiresAt: iso(expiresAt) };
      return { status: IsNew ? 202 : 200, json };
    },
  }),
];

/** What a list shows of an archived object. */
export function shownRestoration({ StorageClass, RestoreStatus }: Pick<_Object, "StorageClass" | "RestoreStatus">) {
  if (!isArchive(StorageClass)) return {};
  if (!RestoreStatus) return { restoration: "none" } as const;
  const { IsRestoreInProgress, RestoreExpiryDate: until } = RestoreStatus;
  if (IsRestoreInProgress || !until) return { restoration: "underWay" } as const;
  return { restoration: "ready", restoredUntil: iso(until.getTime()) } as const;
}
