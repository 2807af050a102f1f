import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf, wireCalls } from "./support/calls.ts";
import { recordedError } from "./support/recorded.ts";

/* More of what AWS was recorded to refuse, asked in the same words: code, wording, details, status. */

const server = sharedServer();
const { s3 } = wireCalls(server);
beforeAll(async () => {
  await s3("PUT", "/photos");
  await s3("PUT", "/west", signed("us-west-1"), location("us-west-1"));
  await s3("PUT", "/photos/key", {}, "contents");
  await s3("PUT", "/listened", signed("us-east-1"));
});

type Sent = readonly [method: string, path: string, headers?: Record<string, string>, content?: string];
type Refusal = readonly [response: string, sent: Sent, values?: Record<string, string>];

function signed(region: string) {
  const scope = `Credential=111111111111/20260101/${region}/s3/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0` };
}

function location(region: string): string {
  return `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
}

function refuses(scenario: string, refusals: readonly Refusal[]): void {
  test.each(refusals.map(([response, sent, values = {}]) => ({ response, sent, values })))(
    `${scenario}: $response`,
    async ({ response, sent, values }) => {
      const aws = recordedError("s3", scenario, response, values);
      const answer = await errorOf(await s3(...sent));
      expect(aws.status === undefined ? { ...answer, status: undefined } : answer).toEqual(aws);
    },
  );
}

describe("lists", () => {
  const NAMES = {
    list_objects: "",
    list_objects_v2: "list-type=2&",
    list_object_versions: "versions&",
    list_multipart_uploads: "uploads&",
  };
  for (const [name, query] of Object.entries(NAMES)) {
    const asked = (encoding: string): Sent => ["GET", `/photos?${query}encoding-type=${encoding}`];
    refuses(`TestS3ListObjectsV2::test_list_ops_encoding_type_validation[${name}]`, [
      [`${name}-error-empty-value`, asked("")],
      [`${name}-error-wrong-value`, asked("value")],
    ]);
  }
});

describe("buckets", () => {
  const create = (bucket: string, region: string, constraint?: string): Sent => [
    "PUT",
    `/${bucket}`,
    signed(region),
    constraint === undefined ? "" : location(constraint),
  ];
  refuses("TestS3::test_create_bucket_with_existing_name", [
    ["create-bucket-us-west-1", create("west", "us-west-1", "us-west-1"), { "bucket-name:1": "west" }],
  ]);
  refuses("TestS3::test_different_location_constraint", [
    [
      "create-bucket-constraint-us-east-1",
      create("other", "us-east-1", "us-east-1"),
      { "location-constraint": "us-east-1" },
    ],
    ["create-bucket-us-east-2-no-constraint-exc", create("other", "us-east-2")],
    [
      "create-bucket-us-west-1-constraint-to-us-east-2",
      create("other", "us-west-1", "us-east-2"),
      { "region-2": "us-east-2" },
    ],
  ]);
  refuses("TestS3::test_invalid_range_error", [["exc", ["GET", "/photos/key", { range: "bytes=1024-4096" }]]]);
});

describe("tags", () => {
  const NOBODY = { "bucket-name:1": "nobody" };
  const tag = (content: string) => `<Tagging><TagSet><Tag>${content}</Tag></TagSet></Tagging>`;
  const put = (path: string, content: string): Sent => ["PUT", `${path}?tagging`, {}, tag(content)];
  refuses("TestS3BucketObjectTagging::test_object_tagging_exc", [
    ["get-no-bucket-tags", ["GET", "/nobody/key?tagging"], NOBODY],
    ["put-no-bucket-tags", put("/nobody/key", "<Key>a</Key><Value>b</Value>"), NOBODY],
    ["delete-no-bucket-tags", ["DELETE", "/nobody/key?tagging"], NOBODY],
    ["delete-no-key-tags", ["DELETE", "/photos/fake-key?tagging"]],
  ]);
  refuses("TestS3BucketObjectTagging::test_tagging_validation", [
    ["put-object-tags-none-key", put("/photos/key", "<Value>b</Value>")],
    ["put-object-tags-none-value", put("/photos/key", "<Key>a</Key>")],
  ]);
});

describe("notifications to queues that are none", () => {
  const configure = (...queues: string[]): Sent => [
    "PUT",
    "/listened?notification",
    signed("us-east-1"),
    `<NotificationConfiguration>${queues.map((queue, index) => `<QueueConfiguration><Id>${index}</Id><Queue>${queue}</Queue><Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>prefix</Name><Value>${index}</Value></FilterRule></S3Key></Filter></QueueConfiguration>`).join("")}</NotificationConfiguration>`,
  ];
  const queue = (name: string) => `arn:aws:sqs:us-east-1:111111111111:${name}`;
  refuses("TestS3NotificationsToSQS::test_multiple_invalid_sqs_arns", [
    ["two-queue-arns-invalid", configure("invalid_arn", "invalid_arn_2")],
    ["one-queue-invalid-one-not-existent", configure(queue("my-queue"), "invalid_arn_2")],
    [
      "multiple-queues-do-not-exist",
      configure(queue("my-queue"), queue("my-queue-2")),
      { partition: "aws", region: "us-east-1" },
    ],
  ]);
  const [method, path, headers, content] = configure("invalid-queue");
  refuses("TestS3NotificationsToSQS::test_invalid_sqs_arn", [
    ["invalid_skip", [method, path, { ...headers, "x-amz-skip-destination-validation": "true" }, content ?? ""]],
  ]);
});
