import { invalidArgument, invalidRequest } from "./errors.ts";
import type { FoundObject } from "./found-object.ts";
import type { ObjectMetadata, StoredObject } from "./model.ts";
import { type MetadataInput, metadataOf } from "./object-metadata.ts";
import type { Slot } from "./stored-object.ts";

/** What a copy takes from its source, and what it is given. */
export interface CopyDirectives extends MetadataInput {
  readonly MetadataDirective?: string | undefined;
  readonly TaggingDirective?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly SSECustomerAlgorithm?: string | undefined;
}

/** Storage class and redirect are never copied; metadata and tags are, unless they are to be replaced. */
export function copiedMetadata(
  input: CopyDirectives,
  { system, user, tags: sourceTags }: StoredObject,
): ObjectMetadata {
  checkDirective("x-amz-metadata-directive", "metadata", input.MetadataDirective);
  checkDirective("x-amz-tagging-directive", "tagging", input.TaggingDirective);
  const given = metadataOf(input);
  const { tags: givenTags, ...own } = given;
  const tags = input.TaggingDirective === "REPLACE" ? givenTags : sourceTags;
  const metadata = input.MetadataDirective === "REPLACE" ? own : { ...own, system, user };
  return { ...metadata, ...(tags ? { tags } : {}) };
}

function checkDirective(header: string, what: string, directive: string | undefined): void {
  if (directive === undefined || directive === "COPY" || directive === "REPLACE") return;
  throw invalidArgument(`Unknown ${what} directive.`, { name: header, value: directive }, "copy-object");
}

/** A copy of the current version onto itself must change something. An older version may be copied to be current again. */
export function checkInPlace(input: CopyDirectives, source: FoundObject, slot: Slot): void {
  const isItself =
    source.bucket.id === slot.bucket.id &&
    source.key === slot.key &&
    source.object.versionId === slot.current?.value.versionId;
  const encryption = input.ServerSideEncryption ?? input.SSECustomerAlgorithm;
  const changes = [input.StorageClass, input.WebsiteRedirectLocation, encryption];
  if (!isItself || input.MetadataDirective === "REPLACE" || changes.some((one) => one !== undefined)) return;
  // S3 lets it pass where the bucket's encryption was configured: the copy may be encrypted anew.
  if (slot.bucket.configured?.includes("encryption")) return;
  const message =
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";
  throw invalidRequest(message, "copy-object");
}
