import { invalidArgument } from "./errors.ts";

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string;
}

/** `/bucket/percent-encoded/key?versionId=...`, as the header x-amz-copy-source has it. */
export function parseCopySource(header: string | undefined): CopySource {
  const text = header ?? "";
  const [path = "", version] = text.split("?versionId=", 2);
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decode(path, text));
  if (!match) throw invalid(text);
  const [, bucket = "", key = ""] = match;
  return { bucket, key, ...(version === undefined ? {} : { version }) };
}

export function copySource({ bucket, key }: CopySource): string {
  return `${bucket}/${encodeURIComponent(key)}`;
}

function decode(path: string, header: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalid(header);
  }
}

function invalid(header: string) {
  const argument = { name: "x-amz-copy-source", value: header };
  return invalidArgument("Invalid copy source object key", argument, "copy-object");
}
