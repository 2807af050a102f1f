import * as S3 from "@aws-sdk/client-s3";
import { describe, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions } from "./support/clients.ts";
import { wholeScenario } from "./support/scenario.ts";

/* Whole scenarios of AWS's recordings about buckets, answer by answer. */

const ACCOUNT = "111111111111";
const server = sharedServer();
const client = new S3.S3Client(clientOptions(server, { account: ACCOUNT }));
let count = 0;

async function newBucket(input: Partial<S3.CreateBucketCommandInput> = {}): Promise<string> {
  count += 1;
  const Bucket = `recorded-${count}`;
  await client.send(new S3.CreateBucketCommand({ Bucket, ...input }));
  return Bucket;
}

describe("buckets", () => {
  test("are created, found and listed", async () => {
    const like = wholeScenario("TestS3::test_create_bucket_aws_global");
    const Bucket = "recorded-global";
    await like("create-bucket-global", client.send(new S3.CreateBucketCommand({ Bucket })));
    const { LocationConstraint = null } = await client.send(new S3.GetBucketLocationCommand({ Bucket }));
    await like("get-location-1", { LocationConstraint: LocationConstraint || null });
    await like("head-bucket-global", client.send(new S3.HeadBucketCommand({ Bucket })));
    await like("list-buckets", client.send(new S3.ListBucketsCommand({ Prefix: Bucket })));
  });

  test("in Europe keep the name that their creator gave the region", async () => {
    const like = wholeScenario("TestS3::test_create_bucket_with_eu_location_constraint");
    const Bucket = await newBucket({ CreateBucketConfiguration: { LocationConstraint: "EU" } });
    await like("get-bucket-location", client.send(new S3.GetBucketLocationCommand({ Bucket })));
    await like("list-bucket-response", client.send(new S3.ListBucketsCommand({ Prefix: Bucket })));
  });

  test("are listed by region and page by page", async () => {
    const Bucket = await newBucket();
    const byRegion = wholeScenario("TestS3ListBuckets::test_list_buckets_by_bucket_region");
    const list = (input: S3.ListBucketsCommandInput) => client.send(new S3.ListBucketsCommand(input));
    await byRegion("list-objects-by-bucket-region-not-empty", list({ Prefix: Bucket, BucketRegion: "us-east-1" }));
    const { Buckets = [], ...empty } = await list({ Prefix: Bucket, BucketRegion: "eu-south-2" });
    await byRegion("list-objects-by-bucket-region-empty", { ...empty, Buckets });
    const max = wholeScenario("TestS3ListBuckets::test_list_buckets_with_max_buckets");
    await max("list-objects-with-max-buckets", list({ MaxBuckets: 1 }));
  });

  test("made again with tags", async () => {
    const like = wholeScenario("TestS3BucketObjectTagging::test_create_bucket_with_tags_us_east_1_idempotency");
    const Bucket = "recorded-tagged";
    const create = (Tags?: S3.Tag[]) => {
      return client.send(
        new S3.CreateBucketCommand({ Bucket, ...(Tags ? { CreateBucketConfiguration: { Tags } } : {}) }),
      );
    };
    const tags = () => client.send(new S3.GetBucketTaggingCommand({ Bucket }));
    await like("create-bucket-with-tags", create([{ Key: "tag1", Value: "value1" }]));
    await like("get-bucket-tags", tags());
    await like("create-bucket-with-no-tags", create());
    await like("create-bucket-with-empty-tags", create([]));
    await like("get-bucket-tags-after-create-empty", tags());
  });
});

describe("configurations", () => {
  test("transfer acceleration and who pays", async () => {
    const Bucket = await newBucket();
    const like = wholeScenario("TestS3BucketAccelerateConfiguration::test_bucket_acceleration_configuration_crud");
    const get = () => client.send(new S3.GetBucketAccelerateConfigurationCommand({ Bucket }));
    const put = (Status: S3.BucketAccelerateStatus) =>
      client.send(new S3.PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration: { Status } }));
    await like("get-bucket-default-accelerate-config", get());
    await like("put-bucket-accelerate-config-enabled", put("Enabled"));
    await like("get-bucket-accelerate-config-enabled", get());
    await put("Suspended");
    await like("get-bucket-accelerate-config-disabled", get());
    const payer = wholeScenario("TestS3::test_s3_request_payer");
    const RequestPaymentConfiguration = { Payer: "Requester" as const };
    const paid = client.send(new S3.PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration }));
    await payer("put-bucket-request-payment", paid);
    await payer("get-bucket-request-payment", client.send(new S3.GetBucketRequestPaymentCommand({ Bucket })));
  });

  test("encryption, ownership and tags", async () => {
    const Bucket = await newBucket({ ObjectOwnership: "BucketOwnerPreferred" });
    const encryption = wholeScenario("TestS3BucketEncryption::test_s3_default_bucket_encryption");
    const rules = client.send(new S3.GetBucketEncryptionCommand({ Bucket }));
    await encryption("default-bucket-encryption", rules);
    await encryption("delete-bucket-encryption", client.send(new S3.DeleteBucketEncryptionCommand({ Bucket })));
    const ownership = wholeScenario("TestS3BucketOwnershipControls::test_crud_bucket_ownership_controls");
    const get = () => client.send(new S3.GetBucketOwnershipControlsCommand({ Bucket }));
    await ownership("get-ownership-at-creation", get());
    const OwnershipControls = { Rules: [{ ObjectOwnership: "ObjectWriter" as const }] };
    const put = client.send(new S3.PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    await ownership("put-ownership", put);
    await ownership("get-ownership", get());
    const tagging = wholeScenario("TestS3BucketObjectTagging::test_bucket_tagging_crud");
    const tag = (TagSet: S3.Tag[]) => client.send(new S3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    const tags = () => client.send(new S3.GetBucketTaggingCommand({ Bucket }));
    await tagging(
      "put-bucket-tags",
      tag([
        { Key: "tag1", Value: "tag1" },
        { Key: "tag2", Value: "" },
      ]),
    );
    await tagging("get-bucket-tags", tags());
    await tag([{ Key: "tag3", Value: "tag3" }]);
    await tagging("get-bucket-tags-overwritten", tags());
  });

  test("CORS, a website and lifecycle rules", async () => {
    const Bucket = await newBucket();
    const cors = wholeScenario("TestS3::test_bucket_operation_between_regions");
    const CORSRules = [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }];
    const put = client.send(new S3.PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    await cors("put-cors-config-region-1", put);
    await cors("get-cors-config-region-2", client.send(new S3.GetBucketCorsCommand({ Bucket })));
    const WebsiteConfiguration = { IndexDocument: { Suffix: "index.html" } };
    await client.send(new S3.PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
    await cors("get-website-config-region-2", client.send(new S3.GetBucketWebsiteCommand({ Bucket })));
    const lifecycle = wholeScenario("TestS3BucketLifecycle::test_delete_lifecycle_configuration_on_bucket_deletion");
    const Rules = [{ ID: "wholebucket", Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 7 } }];
    await client.send(new S3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    const read = client.send(new S3.GetBucketLifecycleConfigurationCommand({ Bucket }));
    await lifecycle("get-bucket-lifecycle-conf", read);
  });
});
