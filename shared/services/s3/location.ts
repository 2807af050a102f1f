import { illegalLocationConstraint, invalidLocationConstraint } from "./errors.ts";

/** The region whose buckets have no location constraint: the oldest. */
export const DEFAULT_BUCKET_REGION = "us-east-1";
/** An old name of eu-west-1 that S3 still takes. */
const EUROPE = { name: "EU", region: "eu-west-1" };

/**
 * Where a new bucket lives. A request to us-east-1 may name any other region; a request to another region must name that one.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html#AmazonS3-CreateBucket-request-LocationConstraint
 */
export function bucketRegion(constraint: string | undefined, endpoint: string): string {
  if (endpoint === DEFAULT_BUCKET_REGION) {
    if (constraint === undefined) return DEFAULT_BUCKET_REGION;
    if (!isRegion(constraint) || constraint === DEFAULT_BUCKET_REGION) throw invalidLocationConstraint(constraint);
    return regionOf(constraint);
  }
  if (constraint === undefined) throw illegalLocationConstraint("unspecified");
  if (regionOf(constraint) !== endpoint) throw illegalLocationConstraint(constraint);
  return endpoint;
}

function isRegion(constraint: string): boolean {
  // `aws-global` looks like one and isn't.
  return constraint === EUROPE.name || /^(?!aws-)[a-z]{2,3}(-[a-z]+)+-\d$/.test(constraint);
}

function regionOf(constraint: string): string {
  return constraint === EUROPE.name ? EUROPE.region : constraint;
}
