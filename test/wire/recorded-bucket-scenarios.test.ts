import * as S3 from "@aws-sdk/client-s3";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions } from "./support/clients.ts";
import { differences } from "./support/recorded-shape.ts";

/* Whole scenarios of AWS's recordings about buckets, answer by answer. */

const ACCOUNT = "111111111111";
const server = sharedServer();
const client = new S3.S3Client(clientOptions(server, { account: ACCOUNT }));
const sqs = new SQSClient(clientOptions(server, { account: ACCOUNT }));
let count = 0;

/** A scenario's answers, compared with what was recorded; equal placeholders are equal values throughout. */
function scenario(name: string) {
  const bound = new Map<string, string>();
  return async (response: string, answer: Promise<object> | object) => {
    expect(differences(name, response, shape(await answer), bound, "s3")).toEqual([]);
  };
}

/** As recordings have it: no metadata of the client's, and dates by their kind. */
function shape(value: unknown): unknown {
  if (value instanceof Date) return "datetime";
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([name, member]) => name !== "$metadata" && member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, shape(member)]));
}

async function newBucket(input: Partial<S3.CreateBucketCommandInput> = {}): Promise<string> {
  count += 1;
  const Bucket = `recorded-${count}`;
  await client.send(new S3.CreateBucketCommand({ Bucket, ...input }));
  return Bucket;
}

describe("buckets", () => {
  test("are created, found and listed", async () => {
    const like = scenario("TestS3::test_create_bucket_aws_global");
    const Bucket = "recorded-global";
    await like("create-bucket-global", client.send(new S3.CreateBucketCommand({ Bucket })));
    const { LocationConstraint = null } = await client.send(new S3.GetBucketLocationCommand({ Bucket }));
    await like("get-location-1", { LocationConstraint: LocationConstraint || null });
    await like("head-bucket-global", client.send(new S3.HeadBucketCommand({ Bucket })));
    await like("list-buckets", client.send(new S3.ListBucketsCommand({ Prefix: Bucket })));
  });

  test("in Europe keep the name that their creator gave the region", async () => {
    const like = scenario("TestS3::test_create_bucket_with_eu_location_constraint");
    const Bucket = await newBucket({ CreateBucketConfiguration: { LocationConstraint: "EU" } });
    await like("get-bucket-location", client.send(new S3.GetBucketLocationCommand({ Bucket })));
    await like("list-bucket-response", client.send(new S3.ListBucketsCommand({ Prefix: Bucket })));
  });

  test("are listed by region and page by page", async () => {
    const Bucket = await newBucket();
    const byRegion = scenario("TestS3ListBuckets::test_list_buckets_by_bucket_region");
    const list = (input: S3.ListBucketsCommandInput) => client.send(new S3.ListBucketsCommand(input));
    await byRegion("list-objects-by-bucket-region-not-empty", list({ Prefix: Bucket, BucketRegion: "us-east-1" }));
    const { Buckets = [], ...empty } = await list({ Prefix: Bucket, BucketRegion: "eu-south-2" });
    await byRegion("list-objects-by-bucket-region-empty", { ...empty, Buckets });
    const max = scenario("TestS3ListBuckets::test_list_buckets_with_max_buckets");
    await max("list-objects-with-max-buckets", list({ MaxBuckets: 1 }));
  });

  test("made again with tags", async () => {
    const like = scenario("TestS3BucketObjectTagging::test_create_bucket_with_tags_us_east_1_idempotency");
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
    const like = scenario("TestS3BucketAccelerateConfiguration::test_bucket_acceleration_configuration_crud");
    const get = () => client.send(new S3.GetBucketAccelerateConfigurationCommand({ Bucket }));
    const put = (Status: S3.BucketAccelerateStatus) =>
      client.send(new S3.PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration: { Status } }));
    await like("get-bucket-default-accelerate-config", get());
    await like("put-bucket-accelerate-config-enabled", put("Enabled"));
    await like("get-bucket-accelerate-config-enabled", get());
    await put("Suspended");
    await like("get-bucket-accelerate-config-disabled", get());
    const payer = scenario("TestS3::test_s3_request_payer");
    const RequestPaymentConfiguration = { Payer: "Requester" as const };
    const paid = client.send(new S3.PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration }));
    await payer("put-bucket-request-payment", paid);
    await payer("get-bucket-request-payment", client.send(new S3.GetBucketRequestPaymentCommand({ Bucket })));
  });

  test("encryption, ownership and tags", async () => {
    const Bucket = await newBucket({ ObjectOwnership: "BucketOwnerPreferred" });
    const encryption = scenario("TestS3BucketEncryption::test_s3_default_bucket_encryption");
    const rules = client.send(new S3.GetBucketEncryptionCommand({ Bucket }));
    await encryption("default-bucket-encryption", rules);
    await encryption("delete-bucket-encryption", client.send(new S3.DeleteBucketEncryptionCommand({ Bucket })));
    const ownership = scenario("TestS3BucketOwnershipControls::test_crud_bucket_ownership_controls");
    const get = () => client.send(new S3.GetBucketOwnershipControlsCommand({ Bucket }));
    await ownership("get-ownership-at-creation", get());
    const OwnershipControls = { Rules: [{ ObjectOwnership: "ObjectWriter" as const }] };
    const put = client.send(new S3.PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    await ownership("put-ownership", put);
    await ownership("get-ownership", get());
    const tagging = scenario("TestS3BucketObjectTagging::test_bucket_tagging_crud");
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
    const cors = scenario("TestS3::test_bucket_operation_between_regions");
    const CORSRules = [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }];
    const put = client.send(new S3.PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    await cors("put-cors-config-region-1", put);
    await cors("get-cors-config-region-2", client.send(new S3.GetBucketCorsCommand({ Bucket })));
    const WebsiteConfiguration = { IndexDocument: { Suffix: "index.html" } };
    await client.send(new S3.PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
    await cors("get-website-config-region-2", client.send(new S3.GetBucketWebsiteCommand({ Bucket })));
    const lifecycle = scenario("TestS3BucketLifecycle::test_delete_lifecycle_configuration_on_bucket_deletion");
    const Rules = [{ ID: "wholebucket", Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 7 } }];
    await client.send(new S3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    const read = client.send(new S3.GetBucketLifecycleConfigurationCommand({ Bucket }));
    await lifecycle("get-bucket-lifecycle-conf", read);
  });
});

describe("notifications", () => {
  async function listening(Events: S3.Event[]) {
    const Bucket = await newBucket();
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `queue-${count}` }));
    const QueueArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:queue-${count}`;
    const NotificationConfiguration = { QueueConfigurations: [{ QueueArn, Events }] };
    await client.send(new S3.PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    const wanted = { QueueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages: 1 };
    /** The records of the next so many messages, behind the test event. */
    async function records(many: number): Promise<Record<string, unknown>[]> {
      const found: Record<string, unknown>[] = [];
      while (found.length < many) {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(wanted));
        expect(Messages, "a message was due").not.toEqual([]);
        for (const { Body = "", ReceiptHandle } of Messages) {
          found.push(...((JSON.parse(Body) as { Records?: Record<string, unknown>[] }).Records ?? []));
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
      return found.sort((one, other) => (String(one.eventName) < String(other.eventName) ? -1 : 1)).map(masked);
    }
    return { Bucket, records };
  }

  /** Instants and ids that the recordings name by kind. */
  function masked(record: Record<string, unknown>): Record<string, unknown> {
    const text = JSON.stringify(record)
      .replace(/"eventTime":"[^"]+"/, '"eventTime":"date"')
      .replace(/"x-amz-request-id":"[^"]+"/, '"x-amz-request-id":"amz-request-id"')
      .replace(/"x-amz-id-2":"[^"]+"/, '"x-amz-id-2":"amz-id"')
      .replace(/"sequencer":"[^"]+"/, '"sequencer":"sequencer"');
    return JSON.parse(text) as Record<string, unknown>;
  }

  test("of a created, copied and removed object", async () => {
    const { Bucket, records } = await listening(["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]);
    await client.send(new S3.PutObjectCommand({ Bucket, Key: "src", Body: "something" }));
    await client.send(new S3.CopyObjectCommand({ Bucket, Key: "dest", CopySource: `${Bucket}/src` }));
    await client.send(new S3.DeleteObjectCommand({ Bucket, Key: "src" }));
    const like = scenario("TestS3NotificationsToSQS::test_object_created_and_object_removed");
    await like("receive_messages", { messages: await records(3) });
  });

  test("of a key that has to be encoded, and of tags", async () => {
    const { Bucket, records } = await listening(["s3:ObjectCreated:*", "s3:ObjectTagging:*"]);
    await client.send(new S3.PutObjectCommand({ Bucket, Key: "a@b", Body: "something" }));
    await scenario("TestS3NotificationsToSQS::test_key_encoding")("receive_messages", { messages: await records(1) });
    const Tagging = { TagSet: [{ Key: "a", Value: "b" }] };
    await client.send(new S3.PutObjectTaggingCommand({ Bucket, Key: "a@b", Tagging }));
    const [tagged] = await records(1);
    expect(tagged).toMatchObject({ eventName: "ObjectTagging:Put", eventVersion: "2.3" });
  });

  test("to a queue that nobody looks for", async () => {
    const Bucket = await newBucket();
    const QueueArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:my-queue`;
    const QueueConfigurations = [{ Id: "id123", QueueArn, Events: ["s3:ObjectCreated:*" as const] }];
    const NotificationConfiguration = { QueueConfigurations };
    const input = { Bucket, NotificationConfiguration, SkipDestinationValidation: true };
    await client.send(new S3.PutBucketNotificationConfigurationCommand(input));
    const get = client.send(new S3.GetBucketNotificationConfigurationCommand({ Bucket }));
    await scenario("TestS3NotificationsToSQS::test_invalid_sqs_arn")("skip_destination_validation", get);
  });

  test("with an empty suffix", async () => {
    const Bucket = await newBucket();
    await sqs.send(new CreateQueueCommand({ QueueName: "my-queue-1" }));
    const Filter = { Key: { FilterRules: [{ Name: "suffix" as const, Value: "" }] } };
    const QueueArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:my-queue-1`;
    const QueueConfigurations = [{ QueueArn, Events: ["s3:ObjectCreated:*" as const], Filter }];
    const input = { Bucket, NotificationConfiguration: { QueueConfigurations } };
    await client.send(new S3.PutBucketNotificationConfigurationCommand(input));
    const get = client.send(new S3.GetBucketNotificationConfigurationCommand({ Bucket }));
    await scenario("TestS3NotificationsToSQS::test_filter_rules_empty_value")("bucket_notification_configuration", get);
  });
});
