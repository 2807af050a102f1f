import type { StorageClass } from "@aws-sdk/client-s3";
import { encodeHeaderWords } from "../../core/header-words.ts";
import type { GetObjectResult } from "./operations/get-object.ts";
import type { PutRequest } from "./put-checks.ts";

type Headers = Readonly<Record<string, string>>;

/* Between REST's headers and AWS's shapes. */

const METADATA_PREFIX = "x-meta-";

export function putHeaders(headers: Headers): Omit<PutRequest, "Bucket" | "Key"> {
  return {
    ContentType: headers["content-type"],
    CacheControl: headers["cache-control"],
    ContentDisposition: headers["content-disposition"],
    ContentEncoding: headers["content-encoding"],
    ContentLanguage: headers["content-language"],
    Expires: headers.expires,
    ContentMD5: headers["content-md5"],
    ContentLength: contentLength(headers),
    IfMatch: headers["if-match"],
    IfNoneMatch: headers["if-none-match"],
    StorageClass: headers["x-storage-class"] as StorageClass | undefined,
    Tagging: headers["x-tags"],
    Metadata: readMetadata(headers),
  };
}

/** Undefined for a body whose end nobody has announced. */
export function contentLength(headers: Headers): number | undefined {
  const declared = headers["content-length"];
  return declared === undefined ? undefined : Number(declared);
}

function readMetadata(headers: Headers): Record<string, string> {
  const named = Object.entries(headers).filter(
    ([name]) => name.startsWith(METADATA_PREFIX) && name !== METADATA_PREFIX,
  );
  return Object.fromEntries(named.map(([name, value]) => [name.slice(METADATA_PREFIX.length), value]));
}

export function readConditions(headers: Headers) {
  return {
    ChecksumMode: "ENABLED" as const,
    Range: headers.range,
    IfMatch: headers["if-match"],
    IfNoneMatch: headers["if-none-match"],
    IfModifiedSince: httpDate(headers["if-modified-since"]),
    IfUnmodifiedSince: httpDate(headers["if-unmodified-since"]),
  };
}

/** HTTP asks to pass over a date that is none. */
function httpDate(text: string | undefined): Date | undefined {
  const instant = Date.parse(text ?? "");
  return Number.isNaN(instant) ? undefined : new Date(instant);
}

/** What GET and HEAD tell of an object. */
export function objectHeaders(object: Omit<GetObjectResult, "Body">): Record<string, string> {
  const headers: Readonly<Record<string, string | undefined>> = {
    "content-type": object.ContentType,
    "content-length": String(object.ContentLength ?? 0),
    "content-range": object.ContentRange,
    "accept-ranges": object.AcceptRanges,
    etag: object.ETag,
    "last-modified": object.LastModified?.toUTCString(),
    "cache-control": object.CacheControl,
    "content-disposition": object.ContentDisposition,
    "content-encoding": object.ContentEncoding,
    "content-language": object.ContentLanguage,
    expires: object.ExpiresString,
    "x-version-id": object.VersionId,
    "x-storage-class": object.StorageClass,
    "x-restore": object.Restore,
    "x-replication-status": object.ReplicationStatus,
    "x-tags-count": count(object.TagCount),
    "x-parts-count": count(object.PartsCount),
    ...checksumHeaders(object),
  };
  const metadata = Object.entries(object.Metadata ?? {}).map(([name, value]) => [`${METADATA_PREFIX}${name}`, value]);
  const present = [...Object.entries(headers), ...metadata].flatMap(([name, value]) =>
    name === undefined || value === undefined ? [] : [[name, headerText(value)]],
  );
  return Object.fromEntries(present);
}

function count(number: number | undefined): string | undefined {
  return number === undefined ? undefined : String(number);
}

/** `x-checksum-crc32: poTHxg==` */
function checksumHeaders(object: object): Record<string, string> {
  const sums = Object.entries(object).filter(([name]) => /^Checksum(CRC|SHA)/.test(name));
  return Object.fromEntries(
    sums.map(([name, sum]) => [`x-checksum-${name.slice("Checksum".length).toLowerCase()}`, String(sum)]),
  );
}

/** A header carries Latin-1. What doesn't fit goes as RFC 2047 has it, which is what S3 does. */
function headerText(text: string): string {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text) ? text : encodeHeaderWords(text);
}
