import type { IntelligentTieringConfiguration, Tiering } from "@aws-sdk/client-s3";
import { invalidArgument, malformedXml } from "./errors.ts";
import { MAX_TIERING_DAYS, MIN_ARCHIVE_DAYS, MIN_DEEP_ARCHIVE_DAYS } from "./limits.ts";
import { checkObjectFilter, type ObjectFilter } from "./object-filter.ts";

const MIN_DAYS = { ARCHIVE_ACCESS: MIN_ARCHIVE_DAYS, DEEP_ARCHIVE_ACCESS: MIN_DEEP_ARCHIVE_DAYS };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_IntelligentTieringConfiguration.html */
export function checkIntelligentTiering(
  id: string | undefined,
  tiering: IntelligentTieringConfiguration | undefined,
): IntelligentTieringConfiguration {
  if (!tiering || tiering.Id !== id) throw malformedXml();
  const { Status, Tierings = [], Filter } = tiering;
  if (Status !== "Enabled" && Status !== "Disabled") throw malformedXml();
  if (Filter) checkObjectFilter(Filter as ObjectFilter, "named-configurations");
  if (Tierings.length === 0) throw malformedXml();
  if (new Set(Tierings.map(({ AccessTier }) => AccessTier)).size < Tierings.length) throw malformedXml();
  for (const one of Tierings) checkDays(one);
  return tiering;
}

function checkDays({ AccessTier: tier, Days: days }: Tiering): void {
  if (tier !== "ARCHIVE_ACCESS" && tier !== "DEEP_ARCHIVE_ACCESS") throw malformedXml();
  if (days === undefined || !Number.isInteger(days)) throw malformedXml();
  const argument = { name: "Days", value: String(days) };
  const where = `Days specified in ${tier} tier should not be`;
  if (days < MIN_DAYS[tier]) throw invalidArgument(`${where} less than ${MIN_DAYS[tier]}.`, argument, DOCS);
  if (days > MAX_TIERING_DAYS) throw invalidArgument(`${where} more than ${MAX_TIERING_DAYS}.`, argument, DOCS);
}

const DOCS = "named-configurations";
