import { actionsLike } from "./s3-actions.ts";

/*
 * Which of S3's condition keys say something of which actions: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * AWS refuses a policy whose statement could never be met for one of its actions.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Every request to S3 has them, or might: there are no access points and no access grants here. */
const OF_EVERY_ACTION = words(`
  authType signatureAge signatureversion x-amz-content-sha256 TlsVersion ResourceAccount DataAccessPointAccount DataAccessPointArn
  AccessPointNetworkOrigin AccessGrantsInstanceArn
`);

const LISTS = words("ListBucket ListBucketVersions");
const PUTS = words("PutObject BypassGovernanceRetention");
const COPIED_PUTS = [...PUTS, "ReplicateObject"];
const LISTED = words("CreateBucket PutBucketAcl PutObjectAcl PutObjectVersionAcl");
const RETAINED = words("PutObject PutObjectRetention");
const EVENT_HELD = [...RETAINED, "ReplicateObject"];
const ANNOTATIONS = words("ListObjectAnnotations ListObjectVersionAnnotations");

const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  prefix: LISTS,
  delimiter: LISTS,
  "max-keys": LISTS,
  versionid: words(`
    DeleteObjectVersion DeleteObjectVersionAnnotation DeleteObjectVersionTagging GetObjectVersion GetObjectVersionAcl
    GetObjectVersionAnnotation GetObjectVersionAttributes GetObjectVersionTagging GetObjectVersionTorrent
    ListObjectVersionAnnotations PutObjectVersionAcl PutObjectVersionAnnotation PutObjectVersionTagging
  `),
  "x-amz-acl": [...PUTS, ...LISTED],
  "x-amz-grant-read": [...PUTS, ...LISTED],
  "x-amz-grant-write": [...PUTS, ...LISTED],
  "x-amz-grant-read-acp": [...PUTS, ...LISTED],
  "x-amz-grant-write-acp": [...PUTS, ...LISTED],
  "x-amz-grant-full-control": [...PUTS, ...LISTED],
  "x-amz-copy-source": PUTS,
  "x-amz-metadata-directive": PUTS,
  "x-amz-website-redirect-location": PUTS,
  "x-amz-storage-class": [...PUTS, ...words("PutObjectAcl PutObjectVersionAcl")],
  "x-amz-server-side-encryption": [...COPIED_PUTS, "UpdateObjectEncryption"],
  "x-amz-server-side-encryption-aws-kms-key-id": [...COPIED_PUTS, "UpdateObjectEncryption"],
  "x-amz-server-side-encryption-customer-algorithm": COPIED_PUTS,
  "x-amz-object-ownership": ["CreateBucket"],
  "x-amz-bucket-namespace": ["CreateBucket"],
  locationconstraint: ["CreateBucket"],
  "if-match": words("PutObject DeleteObject"),
  "if-none-match": ["PutObject"],
  ObjectCreationOperation: ["PutObject"],
  "object-lock-mode": RETAINED,
  "object-lock-retain-until-date": RETAINED,
  "object-lock-remaining-retention-days": RETAINED,
  "object-lock-legal-hold": words("PutObject PutObjectLegalHold"),
  "object-lock-event-hold": EVENT_HELD,
  "object-lock-event-hold-duration-days": EVENT_HELD,
  InventoryAccessibleOptionalFields: ["PutInventoryConfiguration"],
  isReplicationPauseRequest: ["PutReplicationConfiguration"],
  destinationRegion: ["PauseReplication"],
  "annotation-prefix": ANNOTATIONS,
  "max-annotation-results": ANNOTATIONS,
  "x-amz-object-annotation-directive": ["PutObject"],
  "x-amz-object-if-match": words(`
    PutObjectAnnotation PutObjectVersionAnnotation DeleteObjectAnnotation DeleteObjectVersionAnnotation
  `),
  RequestObjectTagKeys: [...PUTS, ...words("PutObjectTagging PutObjectVersionTagging")],
};

/** Keys that a tag's key stands behind. */
const TAG_ACTIONS: Readonly<Record<string, readonly string[] | undefined>> = {
  existingobjecttag: words(`
    DeleteObjectAnnotation DeleteObjectTagging DeleteObjectVersionAnnotation DeleteObjectVersionTagging GetObject GetObjectAcl
    GetObjectAnnotation GetObjectAttributes GetObjectTagging GetObjectVersion GetObjectVersionAcl GetObjectVersionAnnotation
    GetObjectVersionAttributes GetObjectVersionTagging ListObjectAnnotations ListObjectVersionAnnotations PutObjectAcl
    PutObjectAnnotation PutObjectTagging PutObjectVersionAcl PutObjectVersionAnnotation PutObjectVersionTagging
    UpdateObjectEncryption
  `),
  requestobjecttag: ACTIONS.RequestObjectTagKeys,
  buckettag: undefined,
  accesspointtag: undefined,
};

const UNIVERSAL = new Set(OF_EVERY_ACTION.map((key) => key.toLowerCase()));
const KNOWN = new Map(
  Object.entries(ACTIONS).map(([key, actions]) => [
    key.toLowerCase(),
    new Set(actions.map((name) => name.toLowerCase())),
  ]),
);
const TAGGED = new Map(
  Object.entries(TAG_ACTIONS).map(([key, actions]) => [
    key,
    actions && new Set(actions.map((name) => name.toLowerCase())),
  ]),
);

export type KeyFit = "unknown" | "doesNotApply" | "applies";

/** Whether a statement with these actions may have a condition on this key. Keys of IAM's own and of others apply to everything. */
export function keyFit(key: string, actions: readonly string[]): KeyFit {
  const name = /^s3:(.+)$/is.exec(key)?.[1]?.toLowerCase();
  if (name === undefined || UNIVERSAL.has(name)) return "applies";
  const [tagKey = "", ...tag] = name.split("/");
  const isTagged = tag.length > 0;
  if (isTagged ? !TAGGED.has(tagKey) : !KNOWN.has(name)) return "unknown";
  const fitting = isTagged ? TAGGED.get(tagKey) : KNOWN.get(name);
  if (!fitting) return "applies";
  return actions.every((action) => actionsLike(action).some((one) => fitting.has(one))) ? "applies" : "doesNotApply";
}
