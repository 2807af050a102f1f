import type { WireRequest } from "./wire-message.ts";

/**
 * The bucket that a request's Host names: `uploads-bucket.localhost`, `uploads-bucket.s3.localhost` or
 * `uploads-bucket.s3.us-east-1.localhost`, as SDKs make of an endpoint on `localhost`, and AWS's own names, for whoever has their
 * machine send these here: `uploads-bucket.s3.us-east-1.amazonaws.com`. An address has no names below it, so on 127.0.0.1 the
 * bucket stands in the path. Load balancers' names end in `.elb.localhost`.
 */
export function hostBucket({ headers }: Pick<WireRequest, "headers">): string | undefined {
  const host = headers.host?.toLowerCase().replace(/:\d+$/, "") ?? "";
  const name = /^([a-z0-9.-]{3,})\.localhost$/.exec(host)?.[1];
  if (name === undefined) return AWS_HOST.exec(host)?.[1];
  if (name.endsWith(".elb")) return undefined;
  const bucket = name.replace(/(?:^|\.)s3(?:[.-][a-z]{2}(?:-[a-z]+)+-\d)?$/, "");
  return bucket === "" ? undefined : bucket;
}

/** Of a bucket, or of S3 itself: `s3.amazonaws.com`, `s3-eu-west-1.amazonaws.com`, `s3.dualstack.eu-west-1.amazonaws.com`. */
const AWS_HOST = /^(?:([a-z0-9.-]{3,63})\.)?s3(?:[.-]dualstack)?(?:[.-][a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com$/;

/** Whether a host is a name of S3's: AWS alone says where these point to, so no stranger's page can be reached under one. */
export function isAwsS3Host(host: string): boolean {
  return AWS_HOST.test(host.toLowerCase());
}

/** The same request as path-style clients make it. */
export function pathStyle(path: string, bucket: string | undefined): string {
  return bucket === undefined ? path : `/${bucket}${path}`;
}
