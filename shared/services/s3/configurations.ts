import type {
  AbacStatus,
  AccelerateConfiguration,
  AnalyticsConfiguration,
  CORSRule,
  Grant,
  IntelligentTieringConfiguration,
  InventoryConfiguration,
  LoggingEnabled,
  MetricsConfiguration,
  ObjectLockConfiguration,
  ObjectOwnership,
  Payer,
  PublicAccessBlockConfiguration,
  ReplicationConfiguration,
  ServerSideEncryptionRule,
  Tag,
  WebsiteConfiguration,
} from "@aws-sdk/client-s3";
import type { Lifecycle } from "./lifecycle-model.ts";

/**
 * What can be configured of a bucket, in AWS's shapes. Each kind has a row of its own beside the bucket's, whose `configured` says
 * which there are: most buckets have none, and a request reads only what it needs. Null is a default that was deleted.
 */
export interface Configurations {
  readonly abac: AbacStatus;
  readonly accelerate: AccelerateConfiguration;
  readonly acl: readonly Grant[];
  readonly cors: readonly CORSRule[];
  readonly encryption: ServerSideEncryptionRule;
  readonly lifecycle: Lifecycle;
  readonly logging: LoggingEnabled;
  readonly objectLock: ObjectLockConfiguration;
  /** BucketOwnerEnforced where nothing is stored. */
  readonly ownership: ObjectOwnership | null;
  /** JSON, as it was sent. */
  readonly policy: string;
  /** Everything is blocked where nothing is stored. */
  readonly publicAccess: PublicAccessBlockConfiguration | null;
  readonly replication: ReplicationConfiguration;
  readonly requestPayment: Payer;
  readonly tagging: readonly Tag[];
  readonly website: WebsiteConfiguration;
}

export type ConfigurationKind = keyof Configurations;

/**
 * What a bucket may have many of, each with an id, in AWS's shapes. Each has a row of its own; the bucket's row says how many there
 * are of a kind, so that nobody counts them and nobody looks for rows that aren't there.
 */
export interface NamedConfigurations {
  readonly analytics: AnalyticsConfiguration;
  readonly intelligentTiering: IntelligentTieringConfiguration;
  readonly inventory: InventoryConfiguration;
  readonly metrics: MetricsConfiguration;
}

export type NamedKind = keyof NamedConfigurations;
