import { clientException } from "./errors.ts";

/** Where in a bucket a learner's code lies: a folder (everything below a prefix) or one zip. */
export type SourcePlace =
  | { readonly kind: "folder"; readonly bucket: string; readonly prefix: string }
  | { readonly kind: "zip"; readonly bucket: string; readonly key: string };

const PATTERN = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s;

/** `s3://bucket/prefix/` or `s3://bucket/app.zip`; undefined for anything else. */
export function parseSourceUri(uri: string): SourcePlace | undefined {
  const match = PATTERN.exec(uri);
  const [, bucket, path = ""] = match ?? [];
  if (bucket === undefined) return undefined;
  if (path === "" || path.endsWith("/")) return { kind: "folder", bucket, prefix: path };
  return path.endsWith(".zip") ? { kind: "zip", bucket, key: path } : undefined;
}

export function checkSourceUri(uri: string): SourcePlace {
  const place = parseSourceUri(uri);
  if (place) return place;
  throw clientException(
    `${uri} is no place that code can come from. Write a folder as s3://bucket/prefix/ (with the last slash) or a zip as s3://bucket/app.zip.`,
    { docs: "image" },
  );
}
