import { deleteBucketAnalyticsConfiguration } from "./operations/delete-bucket-analytics-configuration.ts";
import { deleteBucketIntelligentTieringConfiguration } from "./operations/delete-bucket-intelligent-tiering-configuration.ts";
import { deleteBucketInventoryConfiguration } from "./operations/delete-bucket-inventory-configuration.ts";
import { deleteBucketMetricsConfiguration } from "./operations/delete-bucket-metrics-configuration.ts";
import { forgetConfigurations } from "./operations/forget-configurations.ts";
import { getBucketAnalyticsConfiguration } from "./operations/get-bucket-analytics-configuration.ts";
import { getBucketIntelligentTieringConfiguration } from "./operations/get-bucket-intelligent-tiering-configuration.ts";
import { getBucketInventoryConfiguration } from "./operations/get-bucket-inventory-configuration.ts";
import { getBucketMetricsConfiguration } from "./operations/get-bucket-metrics-configuration.ts";
import { listBucketAnalyticsConfigurations } from "./operations/list-bucket-analytics-configurations.ts";
import { listBucketIntelligentTieringConfigurations } from "./operations/list-bucket-intelligent-tiering-configurations.ts";
import { listBucketInventoryConfigurations } from "./operations/list-bucket-inventory-configurations.ts";
import { listBucketMetricsConfigurations } from "./operations/list-bucket-metrics-configurations.ts";
import { putBucketAnalyticsConfiguration } from "./operations/put-bucket-analytics-configuration.ts";
import { putBucketIntelligentTieringConfiguration } from "./operations/put-bucket-intelligent-tiering-configuration.ts";
import { putBucketInventoryConfiguration } from "./operations/put-bucket-inventory-configuration.ts";
import { putBucketMetricsConfiguration } from "./operations/put-bucket-metrics-configuration.ts";

/** What a bucket may have many of: reports and tierings. */
export const namedConfigurationOperations = [
  deleteBucketAnalyticsConfiguration,
  deleteBucketIntelligentTieringConfiguration,
  deleteBucketInventoryConfiguration,
  deleteBucketMetricsConfiguration,
  forgetConfigurations,
  getBucketAnalyticsConfiguration,
  getBucketIntelligentTieringConfiguration,
  getBucketInventoryConfiguration,
  getBucketMetricsConfiguration,
  listBucketAnalyticsConfigurations,
  listBucketIntelligentTieringConfigurations,
  listBucketInventoryConfigurations,
  listBucketMetricsConfigurations,
  putBucketAnalyticsConfiguration,
  putBucketIntelligentTieringConfiguration,
  putBucketInventoryConfiguration,
  putBucketMetricsConfiguration,
];
