import type { StorageClass } from "@aws-sdk/client-s3";
import { utf8Length } from "../../core/bytes.ts";
import { ServiceError } from "../../core/errors.ts";
import { decodeHeaderWords } from "../../core/header-words.ts";
import { metadataTooLarge } from "./errors.ts";
import { MAX_METADATA_BYTES, MAX_REDIRECT_BYTES } from "./limits.ts";
import type { ObjectMetadata, StoredObject, SystemMetadata, UserMetadata } from "./model.ts";
import { encryptionMembers } from "./object-encryption.ts";
import { lockMembers } from "./object-lock.ts";
import { parseTagging, tagCount } from "./object-tags.ts";
import { replicationMember } from "./replication-targets.ts";
import { checkStorageClass } from "./storage-class.ts";

/** AWS's answer for an object that came without a type. */
export const DEFAULT_CONTENT_TYPE = "binary/octet-stream";

/** The members of PutObject and CopyObject that are kept with an object. */
export interface MetadataInput {
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType?: string | undefined;
  /** A text is kept as it is: S3 accepts what is no date. */
  readonly Expires?: Date | string | undefined;
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
  readonly StorageClass?: string | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
  /** As the header x-amz-tagging has it. */
  readonly Tagging?: string | undefined;
}

export function metadataOf(input: MetadataInput): ObjectMetadata {
  const user = lowerCaseNames(input.Metadata ?? {});
  const size = metadataBytes(user);
  if (size > MAX_METADATA_BYTES) throw metadataTooLarge(size);
  const { WebsiteRedirectLocation: redirect } = input;
  const storageClass = checkStorageClass(input.StorageClass);
  const tags = parseTagging(input.Tagging);
  return {
    system: systemMetadata(input),
    user,
    ...(storageClass === undefined ? {} : { storageClass }),
    ...(redirect === undefined ? {} : { redirect: checkRedirect(redirect) }),
    ...(tags ? { tags } : {}),
  };
}

/** The same of what has more: an upload, an object. */
export function metadataIn({
  system,
  user,
  storageClass,
  redirect,
  tags,
  owner,
  grants,
  lock,
  encryption,
}: ObjectMetadata): ObjectMetadata {
  return {
    system,
    user,
    ...(storageClass === undefined ? {} : { storageClass }),
    ...(redirect === undefined ? {} : { redirect }),
    ...(tags ? { tags } : {}),
    ...(owner === undefined ? {} : { owner }),
    ...(grants ? { grants } : {}),
    ...(lock ? { lock } : {}),
    ...(encryption ? { encryption } : {}),
  };
}

/** Where a website sends who asks for the object: another object, or an address. */
export function checkRedirect(location: string): string {
  if (/^(\/|https?:\/\/)/.test(location) && utf8Length(location) <= MAX_REDIRECT_BYTES) return location;
  const message =
    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'. It must also be no longer than 2 KB.";
  throw new ServiceError("InvalidRedirectLocation", message, { docs: "object-metadata" });
}

function systemMetadata(input: MetadataInput): SystemMetadata {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, Expires } = input;
  const expires = typeof Expires === "object" ? Expires.toUTCString() : Expires;
  return {
    contentType: input.ContentType || DEFAULT_CONTENT_TYPE,
    ...(CacheControl ? { cacheControl: CacheControl } : {}),
    ...(ContentDisposition ? { contentDisposition: ContentDisposition } : {}),
    ...(ContentEncoding ? { contentEncoding: ContentEncoding } : {}),
    ...(ContentLanguage ? { contentLanguage: ContentLanguage } : {}),
    ...(expires ? { expires } : {}),
  };
}

/** Names travel as HTTP headers, which know no case, and values beyond ASCII as words of RFC 2047. */
function lowerCaseNames(metadata: Readonly<Record<string, string>>): UserMetadata {
  // fromEntries also keeps a name such as __proto__, which an assignment would lose.
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), decodeHeaderWords(value)]),
  );
}

function metadataBytes(metadata: UserMetadata): number {
  return Object.entries(metadata).reduce((sum, [name, value]) => sum + utf8Length(name) + utf8Length(value), 0);
}

export function etagOf({ body }: Pick<StoredObject, "body">): string {
  return `"${body.md5}"`;
}

/** What GetObject and HeadObject tell of an object besides its bytes. */
export function describeObject(object: StoredObject) {
  const { system, user, modifiedAt, storageClass, redirect, tags, lock, encryption, replication } = object;
  return {
    AcceptRanges: "bytes",
    LastModified: new Date(modifiedAt),
    ETag: etagOf(object),
    ContentType: system.contentType,
    CacheControl: system.cacheControl,
    ContentDisposition: system.contentDisposition,
    ContentEncoding: system.contentEncoding,
    ContentLanguage: system.contentLanguage,
    ExpiresString: system.expires,
    Expires: httpDate(system.expires),
    Metadata: { ...user },
    ...(storageClass === undefined ? {} : { StorageClass: storageClass as StorageClass }),
    ...(redirect === undefined ? {} : { WebsiteRedirectLocation: redirect }),
    ...tagCount(tags),
    ...lockMembers(lock),
    ...encryptionMembers(encryption),
    ...replicationMember(replication),
  };
}

/** Whoever stored the object may have written anything there; only what is a date is answered as one. */
function httpDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? Number.NaN);
  return date.toUTCString() === text ? date : undefined;
}
