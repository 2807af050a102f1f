import type { CreateBucketOutput, CreateBucketRequest } from "@aws-sdk/client-s3";
import { hexId } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { isBucketName } from "../bucket-name.ts";
import { checkNewTags } from "../bucket-tags.ts";
import { configureNew } from "../configuration.ts";
import { bucketAlreadyExists, bucketAlreadyOwnedByYou, invalidBucketName } from "../errors.ts";
import { openGates } from "../gates.ts";
import { bucketRegion, DEFAULT_BUCKET_REGION } from "../location.ts";
import type { Bucket } from "../model.ts";
import { newGrants, newOwnership } from "../new-bucket.ts";
import { findBucket } from "../stored-bucket.ts";
import { bucketArn, putBucket, putListed } from "../table.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

export interface CreateBucketInput extends CreateBucketRequest {
  /** Ours, for REST: refuse a bucket that the caller has already, in us-east-1 too, where AWS answers 200 for old times' sake. */
  readonly MustBeNew?: boolean;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const createBucket = operation<CreateBucketInput, CreateBucketOutput>()({
  service: "s3",
  name: "CreateBucket",

  async prefetch(input, tools) {
    const { ObjectOwnership, ACL, GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP, ...rest } =
      input;
    refuseUnbuilt(rest);
    const name = input.Bucket ?? "";
    if (!isBucketName(name)) throw invalidBucketName(name);
    const { LocationConstraint, Tags = [] } = input.CreateBucketConfiguration ?? {};
    const region = bucketRegion(LocationConstraint, tools.context.region);
    const tagging = checkNewTags(Tags);
    const ownership = newOwnership(ObjectOwnership);
    const asked = { ACL, GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP };
    const acl = newGrants(asked, ownership, tools.context.account);
    const existing = (await findBucket(name, tools))?.bucket;
    const configurations = {
      ...(tagging.length > 0 ? { tagging } : {}),
      ...(ownership === undefined ? {} : { ownership }),
      ...(acl === undefined ? {} : { acl }),
      ...(input.ObjectLockEnabledForBucket ? { objectLock: { ObjectLockEnabled: "Enabled" } as const } : {}),
    };
    const constraint = LocationConstraint === "EU" ? { locationConstraint: LocationConstraint } : {};
    return { name, region, existing, configurations, constraint, id: hexId(tools.random, 16) };
  },

  commit({ name, region, existing, configurations, constraint, id }, input, context) {
    const output = { Location: `/${name}`, BucketArn: bucketArn(name) };
    if (existing) {
      if (existing.account !== context.account) throw bucketAlreadyExists(name);
      const tolerated = existing.region === DEFAULT_BUCKET_REGION && region === DEFAULT_BUCKET_REGION;
      if (!tolerated || input.MustBeNew || configurations.tagging) throw bucketAlreadyOwnedByYou(name);
      return { output };
    }
    const { account, now } = context;
    // Versions are what can be locked.
    const locked = configurations.objectLock ? { versioning: "Enabled" as const } : {};
    const fresh: Bucket = { name, id, account, region, createdAt: now, notifications: [], ...constraint, ...locked };
    const { bucket, writes } = configureNew(fresh, configurations, context);
    return {
      output,
      writes: [
        putBucket(context, bucket, "absent"),
        putListed(context, bucket),
        ...openGates(context, bucket),
        ...writes,
      ],
      events: [
        {
          type: "bucket.created",
          resource: bucketArn(name),
          text: `bucket ${name} created in ${region}: a flat list of keys, no folders`,
        },
      ],
    };
  },
});
