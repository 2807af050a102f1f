import type { AnalyticsConfiguration } from "@aws-sdk/client-s3";
import { malformedXml } from "./errors.ts";
import { checkObjectFilter, type ObjectFilter } from "./object-filter.ts";
import { checkReportBucket } from "./report-destination.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AnalyticsConfiguration.html */
export function checkAnalytics(
  id: string | undefined,
  analytics: AnalyticsConfiguration | undefined,
): AnalyticsConfiguration {
  if (!analytics?.StorageClassAnalysis || analytics.Id !== id) throw malformedXml();
  if (analytics.Filter) checkObjectFilter(analytics.Filter as ObjectFilter, "named-configurations");
  const { DataExport } = analytics.StorageClassAnalysis;
  if (!DataExport) return analytics;
  const { Format, Bucket } = DataExport.Destination?.S3BucketDestination ?? {};
  if (DataExport.OutputSchemaVersion !== "V_1" || Format !== "CSV") throw malformedXml();
  checkReportBucket(Bucket);
  return analytics;
}
