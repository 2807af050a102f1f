import type { Grant } from "@aws-sdk/client-s3";
import type { Arn } from "../../core/arn.ts";
import type { Body } from "../../core/body.ts";
import type { Part } from "../../core/manifest.ts";
import type { Instant } from "../../core/time.ts";
import type { ConfigurationKind, NamedKind } from "./configurations.ts";

export interface Bucket {
  /** One namespace for the whole playground, whatever account and region. */
  readonly name: string;
  /** New with every creation: a bucket created again after its deletion shows nothing of the old one. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** How its creator named the region, where that is not the region's own name: `EU`. */
  readonly locationConstraint?: string;
  readonly createdAt: Instant;
  /** Somebody is deleting the bucket; see gates.ts. */
  readonly closing?: true;
  readonly notifications: readonly Notification[];
  /** Its owner wants events in EventBridge, which isn't built: stored, and answered. */
  readonly eventBridge?: true;
  /** Which kinds of configuration have a row beside this one: nobody reads a row that isn't there. */
  readonly configured?: readonly ConfigurationKind[];
  /** How many it has of those that have ids. */
  readonly named?: Readonly<Partial<Record<NamedKind, number>>>;
  /** Absent as long as versioning was never switched on; once it was, it can only be suspended. */
  readonly versioning?: Versioning;
}

export type Versioning = "Enabled" | "Suspended";

export type DestinationKind = "queue" | "topic";

/** One rule: which events of which keys go to which destination. */
export interface Notification {
  readonly id: string;
  readonly kind: DestinationKind;
  readonly destination: Arn;
  /** As AWS writes them: `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly prefix?: string;
  readonly suffix?: string;
}

/** What happens to objects and can be told. */
export type ObjectEvent =
  | "ObjectCreated:Put"
  | "ObjectCreated:Post"
  | "ObjectCreated:Copy"
  | "ObjectCreated:CompleteMultipartUpload"
  | "ObjectRemoved:Delete"
  | "ObjectRemoved:DeleteMarkerCreated"
  | "LifecycleExpiration:Delete"
  | "LifecycleExpiration:DeleteMarkerCreated"
  | "ObjectTagging:Put"
  | "ObjectTagging:Delete"
  | "ObjectAcl:Put"
  | "ObjectRestore:Post"
  | "ObjectRestore:Completed"
  | "ObjectRestore:Delete"
  | "LifecycleTransition"
  | "Replication:OperationFailedReplication";

/** Headers that S3 keeps with an object and answers as they came. */
export interface SystemMetadata {
  readonly contentType: string;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  /** As it was sent: S3 does not check that it is a date. */
  readonly expires?: string;
}

export type UserMetadata = Readonly<Record<string, string>>;

/** By key: pairs, because a key may be any text. */
export type Tags = readonly (readonly [key: string, value: string])[];

/** What goes with the bytes of an object. */
export interface ObjectMetadata {
  readonly system: SystemMetadata;
  /** Names in lower case. */
  readonly user: UserMetadata;
  /** STANDARD when absent. */
  readonly storageClass?: string;
  /** x-amz-website-redirect-location. */
  readonly redirect?: string;
  readonly tags?: Tags;
  /** Whose it is, by canonical id: the bucket's account when absent. Lists that are off make everything the bucket's. */
  readonly owner?: string;
  /** Full control for the owner when absent. */
  readonly grants?: readonly Grant[];
  readonly lock?: ObjectLock;
  /** S3's own keys (AES256) when absent. */
  readonly encryption?: ObjectEncryption;
}

/** What an uploader said that the bytes sum up to, checked as they came. */
export interface ObjectChecksum {
  /** As AWS spells it: `CRC32C`. */
  readonly algorithm: string;
  /** Base64; of a composite one with a hyphen and the number of parts behind it. */
  readonly value: string;
  /** Of all bytes, or of the parts' sums. */
  readonly type: ChecksumType;
}

export type ChecksumType = "FULL_OBJECT" | "COMPOSITE";

/** What objects and delete markers have in common: docs/decisions/0100-rows-of-versions.md says where each stands. */
interface VersionFacts {
  /** Absent for the version that S3 calls "null": stored while versioning was off or suspended. */
  readonly versionId?: string;
  readonly modifiedAt: Instant;
  /** Orders the versions and events of one key; grows with every change. */
  readonly sequencer: string;
  /** Of a current version: there are others behind it, or there were. */
  readonly history?: History;
  /** Of a noncurrent version: since when. */
  readonly noncurrentAt?: Instant;
  /** Of what a replication rule was about when it was stored, and of what came by one. */
  readonly replication?: Replication;
}

/** Where a version goes, and which buckets it has not come to yet; or that it came from another. */
export type Replication =
  | {
      readonly kind: "source";
      readonly to: readonly ReplicationTarget[];
      readonly waiting: readonly string[];
      readonly failed?: true;
    }
  | { readonly kind: "replica" };

export interface ReplicationTarget {
  readonly bucket: string;
  /** The id of the rule that says so. */
  readonly rule: string;
}

export interface History {
  /** Where the "null" version stands among the noncurrent ones: its name doesn't tell. */
  readonly nullSort?: string;
}

/** An object as it is stored. Its row's sort key is the bare key. */
export interface StoredObject extends ObjectMetadata, VersionFacts {
  readonly marker?: never;
  readonly body: Body;
  readonly checksum?: ObjectChecksum;
  /** Of an archived object. Whether it still says something, time tells: see restoration.ts. */
  readonly restore?: Restore;
}

/** A copy of an archived object that can be read for a while. */
export interface Restore {
  readonly tier: RestoreTier;
  readonly days: number;
  readonly readyAt: Instant;
  readonly expiresAt: Instant;
}

/** How soon, from the dearest to the cheapest. */
export type RestoreTier = "Expedited" | "Standard" | "Bulk";

/** By which key an object says that it is encrypted: one of KMS, or one that its owner brings along each time. */
export type ObjectEncryption =
  | {
      readonly kind: "kms";
      readonly algorithm: "aws:kms" | "aws:kms:dsse";
      readonly keyId: string;
      readonly bucketKey?: boolean;
    }
  | { readonly kind: "customer"; readonly keyMd5: string };

/** What keeps a version from being deleted. */
export interface ObjectLock {
  readonly mode?: "GOVERNANCE" | "COMPLIANCE";
  readonly until?: Instant;
  readonly legalHold?: "ON" | "OFF";
}

/** What a deletion without a version id leaves in a bucket with versioning: the key has no object now, but versions. */
export interface DeleteMarker extends VersionFacts {
  readonly marker: true;
}

export type Version = StoredObject | DeleteMarker;

/** What a bucket holds. */
export interface BucketTotals {
  readonly objects: number;
  readonly bytes: number;
  /** Noncurrent versions that have bytes: delete markers are not counted. */
  readonly noncurrentVersions: number;
  readonly noncurrentBytes: number;
}

/** A multipart upload that has begun and is neither completed nor aborted. */
export interface Upload extends ObjectMetadata {
  readonly id: string;
  readonly key: string;
  readonly startedAt: Instant;
  /** Who began it, by canonical id: the bucket's account when absent. */
  readonly initiator?: string;
  /** How its parts and its object are summed up, where the client wants that. */
  readonly checksum?: UploadChecksum;
}

export type UploadChecksum = Pick<ObjectChecksum, "algorithm" | "type">;

/** What a list of uploads shows of one. */
export type ListedUpload = Pick<Upload, "id" | "startedAt" | "checksum" | "storageClass" | "initiator" | "owner">;

export interface UploadedPart {
  readonly number: number;
  readonly body: Part;
  /** Base64, in the upload's algorithm. */
  readonly checksum?: string;
  readonly modifiedAt: Instant;
}
