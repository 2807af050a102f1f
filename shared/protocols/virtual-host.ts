import type { WireRequest } from "./wire-message.ts";

/**
 * The bucket that a request's Host names: `uploads-bucket.localhost`, `uploads-bucket.s3.localhost` or
 * `uploads-bucket.s3.us-east-1.localhost`, as SDKs make of an endpoint on `localhost`. An address has no names below it, so on
 * 127.0.0.1 the bucket stands in the path. Load balancers' names end in `.elb.localhost`.
 */
export function hostBucket({ headers }: Pick<WireRequest, "headers">): string | undefined {
  const host = headers.host?.toLowerCase() ?? "";
  const name = /^([a-z0-9.-]{3,})\.localhost(?::\d+)?$/.exec(host)?.[1];
  if (name === undefined || name.endsWith(".elb")) return undefined;
  const bucket = name.replace(/(?:^|\.)s3(?:[.-][a-z]{2}(?:-[a-z]+)+-\d)?$/, "");
  return bucket === "" ? undefined : bucket;
}

/** The same request as path-style clients make it. */
export function pathStyle(path: string, bucket: string | undefined): string {
  return bucket === undefined ? path : `/${bucket}${path}`;
}
