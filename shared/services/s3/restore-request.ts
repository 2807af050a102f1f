import type { RestoreRequest } from "@aws-sdk/client-s3";
import { invalidArgument, malformedXml, notImplemented } from "./errors.ts";
import type { Restore } from "./model.ts";
import { isTier } from "./restoration.ts";

/** What a request for a restoration asks for. */
export function checkRestoreRequest(request: RestoreRequest | undefined): Pick<Restore, "tier" | "days"> {
  if (!request) throw malformedXml();
  const { Type, SelectParameters, OutputLocation, Days, GlacierJobParameters, Tier } = request;
  if (Type !== undefined || SelectParameters || OutputLocation) {
    throw notImplemented(
      "SelectParameters",
      "Queries of archived objects (SELECT) are not built. Leave Type, SelectParameters and OutputLocation out to restore the object.",
    );
  }
  const tier = GlacierJobParameters ? GlacierJobParameters.Tier : (Tier ?? "Standard");
  if (Days === undefined || tier === undefined || !isTier(tier)) throw malformedXml();
  if (!Number.isInteger(Days) || Days < 1) {
    throw invalidArgument("Days must be a positive integer", { name: "Days", value: String(Days) }, "restore-object");
  }
  return { tier, days: Days };
}
