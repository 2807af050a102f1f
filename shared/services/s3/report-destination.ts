import { isBucketName } from "./bucket-name.ts";
import { malformedXml } from "./errors.ts";
import { invalidDestination } from "./errors-configuration.ts";

/** The bucket in which reports are to appear, by its ARN. S3 finds out whether it is there when it writes. */
export function checkReportBucket(arn: string | undefined): void {
  if (arn === undefined) throw malformedXml();
  const [scheme, partition, service, region, account, ...name] = arn.split(":");
  if (scheme !== "arn" || !partition || service !== "s3") throw invalidDestination("Invalid bucket ARN.");
  if (region || account) throw invalidDestination("Bucket ARN should not specify a namespace.");
  if (!isBucketName(name.join(":"))) throw invalidDestination("Invalid bucket ARN.");
}
