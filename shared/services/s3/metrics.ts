import type { MetricsConfiguration } from "@aws-sdk/client-s3";
import { malformedXml } from "./errors.ts";
import { checkObjectFilter, type ObjectFilter } from "./object-filter.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetricsConfiguration.html */
export function checkMetrics(id: string | undefined, metrics: MetricsConfiguration | undefined): MetricsConfiguration {
  if (!metrics || metrics.Id !== id) throw malformedXml();
  if (metrics.Filter) checkObjectFilter(metrics.Filter as ObjectFilter, "named-configurations");
  return metrics;
}
