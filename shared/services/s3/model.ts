import type { Arn } from "../../core/arn.ts";
import type { Body } from "../../core/body.ts";
import type { Part } from "../../core/manifest.ts";
import type { Instant } from "../../core/time.ts";
import type { ConfigurationKind } from "./configurations.ts";

export interface Bucket {
  /** One namespace for the whole playground, whatever account and region. */
  readonly name: string;
  /** New with every creation: a bucket created again after its deletion shows nothing of the old one. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly createdAt: Instant;
  /** Somebody is deleting the bucket; see gates.ts. */
  readonly closing?: true;
  readonly notifications: readonly Notification[];
  /** Which kinds of configuration have a row beside this one: nobody reads a row that isn't there. */
  readonly configured?: readonly ConfigurationKind[];
}

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
  | "ObjectCreated:Copy"
  | "ObjectCreated:CompleteMultipartUpload"
  | "ObjectRemoved:Delete";

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

/** What goes with the bytes of an object. */
export interface ObjectMetadata {
  readonly system: SystemMetadata;
  /** Names in lower case. */
  readonly user: UserMetadata;
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

/** An object as it is stored. Its row's sort key is the bare key. */
export interface StoredObject extends ObjectMetadata {
  readonly body: Body;
  readonly checksum?: ObjectChecksum;
  readonly modifiedAt: Instant;
  /** Orders the events of one key; grows with every change. */
  readonly sequencer: string;
}

/** What a bucket holds. */
export interface BucketTotals {
  readonly objects: number;
  readonly bytes: number;
}

/** A multipart upload that has begun and is neither completed nor aborted. */
export interface Upload extends ObjectMetadata {
  readonly id: string;
  readonly key: string;
  readonly startedAt: Instant;
  /** How its parts and its object are summed up, where the client wants that. */
  readonly checksum?: UploadChecksum;
}

export type UploadChecksum = Pick<ObjectChecksum, "algorithm" | "type">;

/** What a list of uploads shows of one. */
export type ListedUpload = Pick<Upload, "id" | "startedAt" | "checksum">;

export interface UploadedPart {
  readonly number: number;
  readonly body: Part;
  /** Base64, in the upload's algorithm. */
  readonly checksum?: string;
  readonly modifiedAt: Instant;
}
