import type {
  LifecycleRule,
  PutBucketLifecycleConfigurationOutput,
  PutBucketLifecycleConfigurationRequest,
} from "@aws-sdk/client-s3";
import { counted } from "../../../core/counted.ts";
import { hexId } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { configure } from "../configuration.ts";
import { invalidRequest } from "../errors.ts";
import { midnightAfter, nextRun } from "../lifecycle-due.ts";
import type { Lifecycle } from "../lifecycle-model.ts";
import { checkRules } from "../lifecycle-rules.ts";
import { nextLifecycleRun } from "../lifecycle-run.ts";
import { readBucket } from "../stored-bucket.ts";
import { bucketArn } from "../table.ts";

/**
 * Replaces a bucket's rules. What they are about is looked for at the next midnight (UTC, of the playground's clock) and then
 * whenever something can have come due. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 */
export const putBucketLifecycleConfiguration = operation<
  PutBucketLifecycleConfigurationRequest,
  PutBucketLifecycleConfigurationOutput
>()({
  service: "s3",
  name: "PutBucketLifecycleConfiguration",

  async prefetch(input, tools) {
    const stored = await readBucket(input, tools, { action: "s3:PutLifecycleConfiguration" });
    const { TransitionDefaultMinimumObjectSize: transitionMinimum = "all_storage_classes_128K" } = input;
    if (transitionMinimum !== "all_storage_classes_128K" && transitionMinimum !== "varies_by_storage_class") {
      const message = `Invalid TransitionDefaultMinimumObjectSize found: ${transitionMinimum}`;
      throw invalidRequest(message, "lifecycle");
    }
    const rules = checkRules(input.LifecycleConfiguration?.Rules ?? [], () => hexId(tools.random, 32));
    const lifecycle: Lifecycle = { rules, transitionMinimum, run: hexId(tools.random, 16) };
    return { stored, lifecycle };
  },

  commit({ stored, lifecycle }, _input, context) {
    const { name } = stored.bucket;
    const runs = nextRun(lifecycle.rules, context.now) !== undefined;
    return {
      output: { TransitionDefaultMinimumObjectSize: lifecycle.transitionMinimum },
      writes: configure(stored, "lifecycle", lifecycle, context),
      effects: runs ? [nextLifecycleRun(stored.bucket, lifecycle.run, midnightAfter(context.now, 0))] : [],
      events: [
        {
          type: "bucket.configured",
          resource: bucketArn(name),
          text: `bucket ${name} has lifecycle rules: ${lifecycle.rules.map(sentence).join("; ")}`,
          detail: { kind: "lifecycle" },
        },
      ],
    };
  },
});

function sentence({
  ID,
  Status,
  Expiration,
  NoncurrentVersionExpiration,
  AbortIncompleteMultipartUpload,
}: LifecycleRule) {
  const parts = [
    ...(Expiration?.Days === undefined ? [] : [`objects expire after ${counted(Expiration.Days, "day")}`]),
    ...(Expiration?.Date === undefined ? [] : [`objects expire on ${Expiration.Date.toISOString().slice(0, 10)}`]),
    ...(Expiration?.ExpiredObjectDeleteMarker ? ["delete markers that hide nothing go"] : []),
    ...(NoncurrentVersionExpiration
      ? [`noncurrent versions expire after ${counted(NoncurrentVersionExpiration.NoncurrentDays ?? 0, "day")}`]
      : []),
    ...(AbortIncompleteMultipartUpload
      ? [`unfinished uploads end after ${counted(AbortIncompleteMultipartUpload.DaysAfterInitiation ?? 0, "day")}`]
      : []),
  ];
  return `${ID}${Status === "Enabled" ? "" : " (disabled)"}: ${parts.join(", ") || "only changes of storage class, which are labels here"}`;
}
