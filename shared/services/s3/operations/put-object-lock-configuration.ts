import type { ObjectLockConfiguration, PutObjectLockConfigurationRequest } from "@aws-sdk/client-s3";
import { counted } from "../../../core/counted.ts";
import { putConfiguration } from "../configuration-operations.ts";
import { invalidBucketState, malformedXml } from "../errors.ts";
import { isMode } from "../object-lock.ts";

/** Lets versions be locked: it can't be taken back. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html */
export const putObjectLockConfiguration = putConfiguration<PutObjectLockConfigurationRequest, "objectLock">({
  name: "PutObjectLockConfiguration",
  action: "s3:PutBucketObjectLockConfiguration",
  kind: "objectLock",
  read({ ObjectLockConfiguration: wanted = {} }, _tools, { bucket }) {
    const configuration = checkConfiguration(wanted);
    if (bucket.versioning === "Enabled") return configuration;
    throw invalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
  },
  told(configuration) {
    const { Mode, Days, Years } = configuration?.Rule?.DefaultRetention ?? {};
    if (!Mode) return "lets versions be locked, and locks none by itself";
    return `locks every new version for ${Days === undefined ? counted(Years ?? 0, "year") : counted(Days, "day")} (${Mode})`;
  },
});

function checkConfiguration({ ObjectLockEnabled, Rule }: ObjectLockConfiguration): ObjectLockConfiguration {
  if (ObjectLockEnabled !== "Enabled") throw malformedXml();
  if (Rule === undefined) return { ObjectLockEnabled };
  const { Mode, Days, Years } = Rule.DefaultRetention ?? {};
  if (Mode === undefined || !isMode(Mode) || (Days === undefined) === (Years === undefined)) throw malformedXml();
  const period = Days ?? Years ?? 0;
  if (!Number.isInteger(period) || period <= 0) throw malformedXml();
  const length = Days === undefined ? { Years: period } : { Days: period };
  return { ObjectLockEnabled, Rule: { DefaultRetention: { Mode, ...length } } };
}
