import type {
  AccelerateConfiguration,
  CORSRule,
  Grant,
  LoggingEnabled,
  ObjectLockConfiguration,
  ObjectOwnership,
  Payer,
  PublicAccessBlockConfiguration,
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
  readonly requestPayment: Payer;
  readonly tagging: readonly Tag[];
  readonly website: WebsiteConfiguration;
}

export type ConfigurationKind = keyof Configurations;
