import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf, textAt, wireCalls, xmlOf } from "./support/calls.ts";
import { recorded, recordedError } from "./support/recorded.ts";

/* What AWS was recorded to answer, and what is answered here, error by error: code, wording, details, status. */

const server = sharedServer();
const calls = wireCalls(server);
beforeAll(async () => {
  await calls.s3("PUT", "/photos");
  await calls.s3("PUT", "/photos/ten", {}, "0123456789");
});

const signed = (region: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/s3/aws4_request, SignedHeaders=host, Signature=0`,
});
const location = (region: string) =>
  `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
const notification = (...queues: string[]) => {
  const rule = (queue: string) =>
    `<QueueConfiguration><Queue>${queue}</Queue><Event>s3:ObjectCreated:*</Event></QueueConfiguration>`;
  return `<NotificationConfiguration>${queues.map(rule).join("")}</NotificationConfiguration>`;
};
const FILTER = `<NotificationConfiguration><QueueConfiguration><Queue>arn:aws:sqs:us-east-1:000000000000:q</Queue><Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>INVALID</Name><Value>x</Value></FilterRule></S3Key></Filter></QueueConfiguration></NotificationConfiguration>`;

type Sent = readonly [method: string, path: string, headers?: Record<string, string>, content?: string];

interface Refusal {
  readonly scenario: string;
  readonly response: string;
  readonly sent: Sent;
  readonly values?: Record<string, string>;
}

function refusal([scenario, response, sent, values = {}]: readonly [
  string,
  string,
  Sent,
  Record<string, string>?,
]): Refusal {
  return { scenario, response, sent, values };
}

const REFUSALS: readonly Refusal[] = (
  [
    [
      "TestS3::test_bucket_does_not_exist",
      "list_object",
      ["GET", "/nobody?list-type=2"],
      { "bucket-name:1": "nobody" },
    ],
    ["TestS3::test_s3_uppercase_bucket_name", "uppercase-bucket", ["PUT", "/PHOTOS"], { "bucket-name:1": "PHOTOS" }],
    ["TestS3::test_s3_uppercase_key_names", "wrong-case-key", ["GET", "/photos/camelcasekey"]],
    [
      "TestS3::test_create_bucket_with_invalid_location_constraint[us-east-1-foo]",
      "us-east-1-location-constraint-foo-error",
      ["PUT", "/elsewhere", {}, location("foo")],
      { "location-constraint:1": "foo" },
    ],
    [
      "TestS3::test_different_location_constraint",
      "create-bucket-constraint-us-east-2-with-None",
      ["PUT", "/elsewhere", signed("us-east-2")],
    ],
    [
      "TestS3::test_get_bucket_policy_invalid_account_id[abcd]",
      "get-bucket-policy-invalid-bucket-owner",
      ["GET", "/photos?policy", { "x-amz-expected-bucket-owner": "abcd" }],
    ],
    ["TestS3::test_multipart_no_such_upload", "abort-exc", ["DELETE", "/photos/a?uploadId=fakeid"]],
    ["TestS3::test_multipart_no_such_upload", "upload-exc", ["PUT", "/photos/a?partNumber=1&uploadId=fakeid", {}, "x"]],
    [
      "TestS3::test_complete_multipart_parts_order",
      "upload-part-negative-part-number",
      ["PUT", "/photos/a?partNumber=-1&uploadId=fakeid", {}, "x"],
    ],
    [
      "TestS3::test_s3_copy_object_in_place",
      "copy-object-in-place-no-change",
      ["PUT", "/photos/ten", { "x-amz-copy-source": "/photos/ten" }],
    ],
    ["TestS3ObjectCRUD::test_get_object_range", "get-100-200", ["GET", "/photos/ten", { range: "bytes=100-200" }]],
    ["TestS3ObjectCRUD::test_get_object_range", "get--0", ["GET", "/photos/ten", { range: "bytes=-0" }]],
    [
      "TestS3::test_s3_get_object_preconditions[get_object]",
      "precondition-if-match",
      ["GET", "/photos/ten", { "if-match": '"other"' }],
    ],
    [
      "TestS3ListObjectsV2::test_list_ops_encoding_type_validation[list_objects_v2]",
      "list_objects_v2-error-wrong-value",
      ["GET", "/photos?list-type=2&encoding-type=value"],
    ],
    [
      "TestS3ListObjectsV2::test_list_ops_encoding_type_validation[list_objects]",
      "list_objects-error-empty-value",
      ["GET", "/photos?encoding-type="],
    ],
    [
      "TestS3BucketNotificationConfiguration::test_bucket_notification_with_invalid_filter_rules",
      "invalid_filter_name",
      ["PUT", "/photos?notification", {}, FILTER],
    ],
    [
      "TestS3NotificationsToSQS::test_invalid_sqs_arn",
      "invalid_not_skip",
      ["PUT", "/photos?notification", {}, notification("invalid-queue")],
    ],
    [
      "TestS3NotificationsToSQS::test_invalid_sqs_arn",
      "queue-does-not-exist",
      ["PUT", "/photos?notification", {}, notification("arn:aws:sqs:us-east-1:111111111111:my-queue")],
      { partition: "aws", region: "us-east-1" },
    ],
    [
      "TestS3BucketObjectTagging::test_bucket_tagging_crud",
      "get-bucket-tags-empty",
      ["GET", "/photos?tagging"],
      { "bucket-name:1": "photos" },
    ],
    [
      "TestS3PresignedUrl::test_presigned_double_encoded_credentials",
      "error-malformed",
      [
        "GET",
        "/photos/ten?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%252F20260101%252Fus-east-1%252Fs3%252Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0",
      ],
    ],
    [
      "TestS3PresignedUrl::test_s3_put_presigned_url_missing_sig_param[s3]",
      "missing-param-exception",
      ["PUT", "/photos/ten?AWSAccessKeyId=test&Expires=1893456000", {}, "x"],
    ],
    [
      "TestS3PresignedUrl::test_s3_put_presigned_url_missing_sig_param[s3v4]",
      "missing-param-exception",
      ["PUT", "/photos/ten?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60", {}, "x"],
    ],
    [
      "TestS3PutObjectChecksum::test_s3_checksum_no_automatic_sdk_calculation",
      "wrong-checksum",
      ["PUT", "/photos/ten", { "x-amz-checksum-sha256": "TEST" }, "x"],
    ],
    [
      "TestS3MultipartUploadChecksum::test_multipart_parts_checksum_exceptions_composite",
      "create-mpu-no-checksum-algo-with-type",
      ["POST", "/photos/a?uploads", { "x-amz-checksum-type": "COMPOSITE" }],
    ],
    [
      "TestS3MultipartUploadChecksum::test_multipart_parts_checksum_exceptions_composite",
      "create-mpu-wrong-checksum-algo",
      ["POST", "/photos/a?uploads", { "x-amz-checksum-algorithm": "TEST" }],
    ],
  ] as const
).map(refusal);

test.each(REFUSALS)("$scenario: $response", async ({ scenario, response, sent, values = {} }) => {
  const aws = recordedError("s3", scenario, response, values);
  const answer = await errorOf(await calls.s3(...sent));
  // A raw recording has no status.
  expect(aws.status === undefined ? { ...answer, status: undefined } : answer).toEqual(aws);
});

describe("a bucket's settings that nobody has changed", () => {
  test.each([
    ["versioning", "TestS3BucketVersioning::test_bucket_versioning_crud", "get-versioning-before", []],
    [
      "encryption",
      "TestS3BucketEncryption::test_s3_default_bucket_encryption",
      "default-bucket-encryption",
      ["Rule", "ApplyServerSideEncryptionByDefault", "SSEAlgorithm"],
    ],
    [
      "ownershipControls",
      "TestS3BucketOwnershipControls::test_crud_bucket_ownership_controls",
      "default-ownership",
      ["Rule", "ObjectOwnership"],
    ],
  ])("%s", async (setting, scenario, response, path) => {
    const aws = JSON.stringify(recorded("s3", scenario, response));
    const root = xmlOf(await (await calls.s3("GET", `/photos?${setting}`)).text());
    if (path.length === 0) expect(root.children).toEqual([]);
    else expect(aws).toContain(`"${textAt(root, ...path)}"`);
  });
});

test("HEAD of what is not there has a status and no body", async () => {
  expect(await errorOf(await calls.s3("HEAD", "/photos/nothing"))).toEqual({ status: 404 });
  expect(await errorOf(await calls.s3("HEAD", "/nobody"))).toEqual({ status: 404 });
});

test("what has not changed has a status, its ETag and no body", async () => {
  const etag = '"781e5e245d69b566979b86e28d23f2c7"';
  const answer = await calls.s3("GET", "/photos/ten", { "if-none-match": etag });
  expect([answer.status, answer.headers.get("etag"), await answer.text()]).toEqual([304, etag, ""]);
});
