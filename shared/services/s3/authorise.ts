import type { ServiceError } from "../../core/errors.ts";
import type { ReadTools } from "../service.ts";
import { accessDenied } from "./errors.ts";
import type { Bucket } from "./model.ts";

/** What a request needs to be allowed: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export interface Need {
  readonly action: `s3:${string}`;
  /** Of the object that it is done to; the bucket itself when absent. */
  readonly key?: string | undefined;
}

/** What a bucket lets somebody do, read once and asked for many keys. */
export interface Authority {
  /** AccessDenied; undefined for what is allowed. */
  refusal(need: Need): ServiceError | undefined;
}

type Reader = Pick<ReadTools, "store" | "context">;

/** Throws AccessDenied where the request may not have what it needs. */
export async function authorise(bucket: Bucket, need: Need, tools: Reader): Promise<void> {
  const refused = (await authorityOf(bucket, tools)).refusal(need);
  if (refused) throw refused;
}

export async function authorityOf(bucket: Bucket, { context }: Reader): Promise<Authority> {
  const mine = bucket.account === context.account;
  return { refusal: () => (mine ? undefined : accessDenied()) };
}
