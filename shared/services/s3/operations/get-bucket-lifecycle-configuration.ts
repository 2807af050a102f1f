import type { GetBucketLifecycleConfigurationOutput } from "@aws-sdk/client-s3";
import { getConfiguration } from "../configuration-operations.ts";
import { notConfigured } from "../errors.ts";
import { rulesOf } from "../lifecycle-model.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export const getBucketLifecycleConfiguration = getConfiguration<GetBucketLifecycleConfigurationOutput, "lifecycle">({
  name: "GetBucketLifecycleConfiguration",
  action: "s3:GetLifecycleConfiguration",
  kind: "lifecycle",
  show(lifecycle, { name }) {
    if (!lifecycle)
      throw notConfigured("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", name);
    return { Rules: [...rulesOf(lifecycle)], TransitionDefaultMinimumObjectSize: lifecycle.transitionMinimum };
  },
});
