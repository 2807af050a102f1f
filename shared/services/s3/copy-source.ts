import { invalidArgument } from "./errors.ts";

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string | undefined;
}

/**
 * `/bucket/percent-encoded/key?versionId=...`, as the header x-amz-copy-source has it. A plus is a space there: clients that send a
 * key's own plus as it is are told NoSuchKey by AWS, too (aws-sdk-js#1821, aws-sdk-php#236).
 */
export function parseCopySource(header: string | undefined): CopySource {
  const text = header ?? "";
  const [path = "", version] = text.split("?versionId=", 2);
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decode(path));
  if (!match) throw invalid();
  const [, bucket = "", key = ""] = match;
  return { bucket, key, ...(version === undefined ? {} : { version }) };
}

export function copySource({ bucket, key, version }: CopySource): string {
  const path = `${bucket}/${encodeURIComponent(key)}`;
  return version === undefined ? path : `${path}?versionId=${encodeURIComponent(version)}`;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll("+", " "));
  } catch {
    throw invalid();
  }
}

/** AWS gives the header's name for its value too. */
function invalid() {
  const header = "x-amz-copy-source";
  return invalidArgument("Invalid copy source object key", { name: header, value: header }, "copy-object");
}
