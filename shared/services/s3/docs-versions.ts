import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";
const API = "https://docs.aws.amazon.com/AmazonS3/latest/API";

function body(...paragraphs: string[]): string {
  return paragraphs.join("\n\n");
}

export const versionDocs: readonly DocTerm[] = [
  {
    term: "versioning",
    title: "Versioning",
    kind: "concept",
    summary:
      "A bucket with versioning keeps every object that is written over or deleted, until somebody deletes that very version.",
    body: body(
      "Each put gets a version id of its own. Readers who name none get the current version, the newest; readers who name one get that. A deletion without a version id removes nothing: it puts a [delete marker](delete-marker) in front. A deletion with a version id is for good, and when it takes the current version, the one behind it is current again. That is how a mistake is undone.",
      "A bucket has no versioning at first. Once it is `Enabled` it can only be `Suspended`: versions stay, and new objects take the version id `null`, one for each key, which the next put writes over. Objects from before versioning are called `null` too.",
      "Ids mean nothing, and their order neither: list the versions to see which came first. Every version costs what an object costs; a [lifecycle](lifecycle) rule can expire noncurrent ones. A bucket with versions in it can't be deleted, even if it looks empty.",
      'Try: `PUT /v1/buckets/{bucket}/versioning` with `{"status":"enabled"}`, put one key twice, delete it, then `GET /v1/buckets/{bucket}/versions`. Delete the marker by its id (`DELETE .../objects/{key}?versionId=...`), and the object is back.',
    ),
    references: [
      `${GUIDE}/Versioning.html`,
      `${GUIDE}/versioning-workflows.html`,
      `${API}/API_PutBucketVersioning.html`,
    ],
    aliases: [
      "version",
      "version-id",
      "versions",
      "noncurrent-version",
      "put-bucket-versioning",
      "get-bucket-versioning",
      "list-object-versions",
    ],
    related: ["delete-marker", "object", "object-lock", "lifecycle"],
  },
  {
    term: "delete-marker",
    title: "Delete marker",
    kind: "concept",
    summary:
      "What a deletion leaves in a bucket with versioning: the key looks as if it had no object, and everything is still there.",
    body: body(
      "It is a version without bytes. A read of the key is answered with 404 and the header `x-amz-delete-marker: true`; a read of the marker itself, by its version id, with 405, because there is nothing to read. Lists of objects pass the key over, lists of versions show it.",
      "Deleting the marker by its version id brings the object back. Deleting the key once more puts a second marker in front of the first.",
      "When the versions behind a marker are gone, it hides nothing: a lifecycle rule with ExpiredObjectDeleteMarker clears such markers away.",
    ),
    references: [`${GUIDE}/DeleteMarker.html`, `${GUIDE}/DeletingObjectVersions.html`],
    aliases: ["undelete"],
    related: ["versioning", "delete-object", "lifecycle"],
  },
  {
    term: "conditional-write",
    title: "Conditional write",
    kind: "concept",
    summary:
      "A put, copy, completion or deletion that takes place only if the key is as the client thinks: nobody's work is lost.",
    body: body(
      "`If-None-Match: *` writes only where there is no object: of ten clients that try at once, one succeeds and nine are answered with 412. That is a lock, or a job that is done once.",
      "`If-Match` with an [ETag](etag) writes only over the bytes that the client has read: read, change, write, and start again on 412. It works for deletions too.",
      "A multipart upload is checked when it is completed. Whoever wrote the key while its parts came in makes the completion fail with 409 (ConditionalRequestConflict): the upload has to be started anew. In a bucket with versioning the current version counts, and a delete marker counts as nothing.",
    ),
    references: [`${GUIDE}/conditional-writes.html`, `${GUIDE}/conditional-requests.html`],
    aliases: ["compare-and-swap", "optimistic-locking", "precondition-failed"],
    related: ["etag", "put-object", "multipart-upload", "idempotency"],
  },
  {
    term: "object-tagging",
    title: "Object tags",
    kind: "attribute",
    summary: "Up to ten names and values beside an object that can be changed without writing it again.",
    body: body(
      "Metadata is written with the object and stays; tags can be put, changed and removed at any time (PutObjectTagging), of each version by itself. Policies can ask for them (`s3:ExistingObjectTag/...`), and lifecycle rules choose objects by them.",
      "A name has 1 to 128 characters, a value up to 256: letters, digits, spaces and `+ - = . _ : / @`. They come with a put in the header `x-amz-tagging: a=1&b=2` (`x-tags` here). A copy takes them along unless its TaggingDirective is REPLACE.",
      "`GET`, `PUT` and `DELETE /v1/buckets/{bucket}/object-tags/{key}`.",
    ),
    references: [`${GUIDE}/object-tagging.html`, `${API}/API_PutObjectTagging.html`],
    aliases: ["object-tags", "tag", "put-object-tagging", "get-object-tagging", "delete-object-tagging"],
    related: ["object-metadata", "lifecycle", "bucket-tags"],
  },
  {
    term: "storage-class",
    title: "Storage class",
    kind: "attribute",
    summary: "What an object costs to keep and to read, and how soon it can be read.",
    body: body(
      "STANDARD is the default. STANDARD_IA and ONEZONE_IA cost less to keep and more to read; INTELLIGENT_TIERING moves objects by how often they are read; GLACIER_IR, GLACIER and DEEP_ARCHIVE are for what hardly anybody reads.",
      "Of GLACIER and DEEP_ARCHIVE only metadata is at hand: a read is refused with InvalidObjectState until the object is [restored](restore-object), which takes minutes to hours. The other classes are labels in the playground: nothing is slower or cheaper for them. A [lifecycle](lifecycle) rule moves objects down the list by their age, never up.",
      "A copy doesn't take the class along: it is STANDARD unless the copy says otherwise.",
    ),
    references: [`${GUIDE}/storage-class-intro.html`],
    aliases: ["glacier", "standard-ia"],
    related: ["object", "lifecycle", "copy-object", "restore-object"],
  },
  {
    term: "restore-object",
    title: "RestoreObject",
    kind: "operation",
    summary: "Makes an archived object readable for some days: asked for now, there in minutes to hours.",
    body: body(
      "The object stays in its class. What can be read for so many Days is a copy; when it expires, at a midnight UTC, the object is out of reach again. To have it back for good, copy it while it is restored.",
      "From GLACIER it takes 5 minutes (Expedited), 5 hours (Standard) or 12 hours (Bulk), from DEEP_ARCHIVE 12 (Standard) or 48 hours (Bulk): the longest that AWS says it takes, by the playground's clock. Advance it, and the copy is there.",
      'GET and HEAD say in `x-amz-restore` how far it is: `ongoing-request="true"`, then `"false"` and a date. Lists say it as RestoreStatus to who asks for that (OptionalObjectAttributes). A bucket notifies of `s3:ObjectRestore:Post`, `:Completed` and `:Delete`.',
      "A request is answered with 202. While one is under way another is refused (RestoreAlreadyInProgress, 409), unless it asks for the same Days more quickly. When the copy is there, a request lets it stay longer (200). Any other class needs none and is refused with InvalidObjectState.",
      'Try: put an object with `x-storage-class: GLACIER`, then `POST /v1/buckets/{bucket}/object-restorations/{key}` with `{"days":1,"tier":"Expedited"}` and `POST /v1/playground/clock` with `{"advanceSeconds":300}`.',
    ),
    references: [
      `${GUIDE}/restoring-objects.html`,
      `${GUIDE}/restoring-objects-retrieval-options.html`,
      `${API}/API_RestoreObject.html`,
    ],
    aliases: ["restore", "restoration", "x-amz-restore", "archived-object"],
    related: ["storage-class", "lifecycle", "copy-object"],
  },
  {
    term: "object-lock",
    title: "Object lock",
    kind: "concept",
    summary: "Keeps a version from being deleted: until a date, or until somebody takes a hold off.",
    body: body(
      "A retention has a mode and a date. In GOVERNANCE mode who has the permission can delete all the same (`x-amz-bypass-governance-retention: true`); in COMPLIANCE mode nobody can, the root user neither, and the date can only be moved further away. A legal hold has no date: it is ON or OFF. Both can be on one version.",
      "Locks are on versions, so the bucket needs [versioning](versioning), for good. A delete marker can still be put in front: nothing is lost by that. A bucket's default retention locks every new version.",
      "Dates follow the playground's clock: advance it, and the lock is over.",
    ),
    references: [`${GUIDE}/object-lock.html`, `${API}/API_PutObjectLockConfiguration.html`],
    aliases: [
      "worm",
      "legal-hold",
      "retention",
      "put-object-lock-configuration",
      "get-object-lock-configuration",
      "put-object-retention",
      "get-object-retention",
      "put-object-legal-hold",
      "get-object-legal-hold",
    ],
    related: ["versioning", "delete-marker"],
  },
  {
    term: "get-object-attributes",
    title: "GetObjectAttributes",
    kind: "operation",
    summary: "Tells size, checksum, parts, ETag and storage class of an object, as far as they are asked for.",
    body: "`GET /v1/buckets/{bucket}/object-attributes/{key}`. Of an object in parts it tells how many there are, and each part's size and sum where the object's sum is made of these.",
    references: [`${API}/API_GetObjectAttributes.html`],
    related: ["checksum", "multipart-upload", "head-object"],
  },
];
