import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf, wireCalls } from "./support/calls.ts";
import { recordedError } from "./support/recorded.ts";

/* What AWS was recorded to answer to wrong configurations of buckets, and what is answered here. */

const server = sharedServer();
const calls = wireCalls(server);
beforeAll(async () => {
  await calls.s3("PUT", "/photos");
  const inOhio = signed("us-east-2");
  expect((await calls.s3("PUT", "/ohio", inOhio, location("us-east-2"))).status).toBe(200);
  await calls.s3("PUT", "/lists", { "x-amz-object-ownership": "ObjectWriter" });
  await calls.s3("PUT", "/uncontrolled");
  await calls.s3("DELETE", "/uncontrolled?ownershipControls");
});

type Sent = readonly [method: string, path: string, headers?: Record<string, string>, content?: string];
type Refusal = readonly [response: string, sent: Sent, values?: Record<string, string>];

function signed(region: string) {
  const scope = `Credential=test/20260101/${region}/s3/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0` };
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function location(region: string): string {
  return element("CreateBucketConfiguration", element("LocationConstraint", region));
}

function tag(key: string | undefined, value: string | undefined): string {
  const parts = [key === undefined ? "" : element("Key", key), value === undefined ? "" : element("Value", value)];
  return element("Tag", parts.join(""));
}

function describeRefusals(scenario: string, refusals: readonly Refusal[]): void {
  describe(scenario, () => {
    test.each(refusals.map(([response, sent, values]) => ({ response, sent, values })))(
      "$response",
      async ({ response, sent, values = {} }) => {
        const aws = recordedError("s3", scenario, response, values);
        const answer = await errorOf(await calls.s3(...sent));
        expect(aws.status === undefined ? { ...answer, status: undefined } : answer).toEqual(aws);
      },
    );
  });
}

describe("where a bucket is", () => {
  const create = (region: string, constraint?: string): Sent => [
    "PUT",
    "/elsewhere",
    signed(region),
    constraint === undefined ? "" : location(constraint),
  ];
  describeRefusals("TestS3::test_bucket_constraint_aws_global[us-east-1]", [
    ["aws-global-constraint", create("us-east-1", "aws-global")],
  ]);
  describeRefusals("TestS3::test_bucket_constraint_aws_global[us-west-1]", [
    ["aws-global-constraint", create("us-west-1", "aws-global")],
  ]);
  describeRefusals("TestS3::test_create_bucket_with_eu_location_constraint_raises", [
    ["eu-location-constraint-error", create("us-west-1", "EU")],
  ]);
  describeRefusals("TestS3::test_create_bucket_with_invalid_location_constraint[eu-west-1-bar]", [
    ["eu-west-1-location-constraint-bar-error", create("eu-west-1", "bar")],
  ]);
  describeRefusals("TestS3::test_create_bucket_with_invalid_location_constraint[us-east-1-us-east-1]", [
    [
      "us-east-1-location-constraint-us-east-1-error",
      create("us-east-1", "us-east-1"),
      { "location-constraint:1": "us-east-1" },
    ],
  ]);
  describeRefusals("TestS3::test_create_bucket_with_existing_name", [
    [
      "create-bucket-us-east-2",
      ["PUT", "/ohio", signed("us-east-2"), location("us-east-2")],
      { "bucket-name:1": "ohio" },
    ],
  ]);
  describeRefusals("TestS3::test_different_location_constraint", [
    ["create-bucket-us-east-2-constraint-to-us-west-1", create("us-east-2", "us-west-1"), { "region-3": "us-west-1" }],
    ["create-bucket-us-west-1-constraint-to-us-east-1", create("us-west-1", "us-east-1"), { "region-1": "us-east-1" }],
    ["get-bucket-location-non-existent-bucket", ["GET", "/nobody?location"], { "bucket-name:1": "nobody" }],
  ]);
});

describe("what is not there, and whose it is", () => {
  describeRefusals("TestS3::test_delete_bucket_no_such_bucket", [
    ["expected_error", ["DELETE", "/does-not-exist-localstack-test"]],
  ]);
  describeRefusals("TestS3::test_get_bucket_notification_configuration_no_such_bucket", [
    ["expected_error", ["GET", "/nobody?notification"], { "bucket-name:1": "nobody" }],
  ]);
  for (const owner of ["0000000000020", "0000", "aa000000000$"]) {
    describeRefusals(`TestS3::test_get_bucket_policy_invalid_account_id[${owner}]`, [
      ["get-bucket-policy-invalid-bucket-owner", ["GET", "/photos?policy", { "x-amz-expected-bucket-owner": owner }]],
    ]);
  }
  describeRefusals("TestS3::test_put_bucket_policy_expected_bucket_owner", [
    [
      "put-bucket-policy-with-expected-bucket-owner-error",
      ["PUT", "/photos?policy", { "x-amz-expected-bucket-owner": "111122223333" }, "{}"],
    ],
  ]);
  describeRefusals("TestS3BucketReplication::test_replication_config", [
    ["expected_error_no_replication_set", ["GET", "/photos?replication"], { "bucket-name:1": "photos" }],
  ]);
  describeRefusals("TestS3ObjectLock::test_get_object_lock_configuration_exc", [
    ["get-lock-config-no-enabled", ["GET", "/photos?object-lock"], { "bucket-name:1": "photos" }],
  ]);
  describeRefusals("TestS3BucketLifecycle::test_delete_lifecycle_configuration_on_bucket_deletion", [
    ["get-bucket-lifecycle-exc", ["GET", "/photos?lifecycle"], { "bucket-name:1": "photos" }],
  ]);
});

describe("access control lists", () => {
  const acl = (headers: Record<string, string>, xml = ""): Sent => ["PUT", "/lists?acl", headers, xml];
  const list = (owner: string, ...grants: string[]) =>
    `<AccessControlPolicy xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${owner}${element("AccessControlList", grants.join(""))}</AccessControlPolicy>`;
  const owner = element("Owner", element("ID", "0".repeat(64)));
  const grant = (type: string, content: string, permission = "READ") =>
    `<Grant><Grantee xsi:type="${type}">${content}</Grantee><Permission>${permission}</Permission></Grant>`;
  const FAKE = "http://acs.amazonaws.com/groups/s3/FakeGroup";
  describeRefusals("TestS3::test_s3_bucket_acl_exceptions", [
    ["put-bucket-canned-acl", acl({ "x-amz-acl": "fake-acl" })],
    ["put-bucket-empty", acl({})],
    ["put-bucket-two-type-acl", acl({ "x-amz-acl": "public-read", "x-amz-grant-read": `id="${"0".repeat(64)}"` })],
    ["put-bucket-two-type-acl-acp", acl({ "x-amz-acl": "public-read" }, list(owner))],
    ["put-bucket-grant-acl-fake-uri", acl({ "x-amz-grant-write": `uri="${FAKE}"` })],
    ["put-bucket-grant-acl-fake-key", acl({ "x-amz-grant-write": 'fakekey="1234"' })],
    ["put-bucket-grant-acl-wrong-id", acl({ "x-amz-grant-write": 'id="wrong-id"' })],
    ["put-bucket-empty-acp", acl({}, "<AccessControlPolicy/>")],
    ["put-bucket-acp-acl-1", acl({}, list(""))],
    ["put-bucket-acp-acl-3", acl({}, list(owner, grant("CanonicalUser", element("ID", "wrong-id"))))],
    ["put-bucket-acp-acl-4", acl({}, list(owner, grant("Group", element("URI", FAKE))))],
    ["put-bucket-acp-acl-5", acl({}, list(element("Owner", element("ID", "wrong-id"))))],
    ["put-bucket-acp-acl-6", acl({}, list(owner, grant("Group", element("URI", FAKE), "READ-WRITE")))],
  ]);
});

describe("what is stored", () => {
  const MISSING = { "bucket-name:1": "nobody" };
  const payer = (bucket: string, who: string): Sent => [
    "PUT",
    `/${bucket}?requestPayment`,
    {},
    element("RequestPaymentConfiguration", element("Payer", who)),
  ];
  describeRefusals("TestS3::test_s3_request_payer_exceptions", [
    ["wrong-payer-type", payer("photos", "Random")],
    ["wrong-bucket-name", payer("nobody", "Requester"), MISSING],
  ]);
  const rule = (...parts: string[]) => element("Rule", element("ApplyServerSideEncryptionByDefault", parts.join("")));
  const encryption = (bucket: string, ...rules: string[]): Sent => [
    "PUT",
    `/${bucket}?encryption`,
    {},
    element("ServerSideEncryptionConfiguration", rules.join("")),
  ];
  const aes = element("SSEAlgorithm", "AES256");
  describeRefusals("TestS3BucketEncryption::test_s3_default_bucket_encryption_exc", [
    ["get-bucket-enc-no-bucket", ["GET", "/nobody?encryption"], MISSING],
    ["delete-bucket-enc-no-bucket", ["DELETE", "/nobody?encryption"], MISSING],
    ["put-bucket-enc-no-bucket", encryption("nobody", rule(aes)), MISSING],
    ["put-bucket-encryption-no-rules", encryption("photos")],
    ["put-bucket-encryption-two-rules", encryption("photos", rule(aes), rule(aes))],
    ["put-bucket-encryption-kms-with-aes", encryption("photos", rule(aes, element("KMSMasterKeyID", "key")))],
  ]);
  const logging = (target: string): Sent => [
    "PUT",
    "/photos?logging",
    {},
    element(
      "BucketLoggingStatus",
      element("LoggingEnabled", element("TargetBucket", target) + element("TargetPrefix", "log")),
    ),
  ];
  describeRefusals("TestS3BucketLogging::test_put_bucket_logging_wrong_target", [
    ["put-bucket-logging-different-regions", logging("ohio"), { region_2: "us-east-2" }],
    ["put-bucket-logging-non-existent-bucket", logging("nobody"), { "target-bucket:1": "nobody" }],
  ]);
  const website = (...parts: string[]): Sent => [
    "PUT",
    "/photos?website",
    {},
    element("WebsiteConfiguration", parts.join("")),
  ];
  const index = (suffix: string) => element("IndexDocument", element("Suffix", suffix));
  const host = element("HostName", "example.com");
  const rules = (content: string) => index("index.html") + element("RoutingRules", element("RoutingRule", content));
  describeRefusals("TestS3StaticWebsiteHosting::test_validate_website_configuration", [
    ["invalid-website-conf-0", website(index("/index.html"))],
    ["invalid-website-conf-1", website(index(""))],
    ["invalid-website-conf-2", website(element("RedirectAllRequestsTo", host), index("index.html"))],
    ["invalid-website-conf-3", website(element("ErrorDocument", element("Key", "error.html")))],
    ["invalid-website-conf-4", website(element("RedirectAllRequestsTo", host + element("Protocol", "protocol")))],
    [
      "invalid-website-conf-5",
      website(rules(element("Redirect", element("ReplaceKeyPrefixWith", "a") + element("ReplaceKeyWith", "b")))),
    ],
    ["invalid-website-conf-6", website(rules(element("Condition", "") + element("Redirect", host)))],
    ["invalid-website-conf-7", website(index("index.html"), element("RoutingRules", ""))],
  ]);
});

describe("tags", () => {
  const put = (...tags: string[]): Sent => [
    "PUT",
    "/photos?tagging",
    {},
    element("Tagging", element("TagSet", tags.join(""))),
  ];
  describeRefusals("TestS3BucketObjectTagging::test_tagging_validation", [
    ["put-bucket-tags-aws-prefixed", put(tag("aws:prefixed", "x"))],
    ["put-bucket-tags-duplicate-keys", put(tag("Key1", "a"), tag("Key1", "b"))],
    ["put-bucket-tags-invalid-key", put(tag("Key1,Key2", "a"))],
    ["put-bucket-tags-invalid-value", put(tag("Key1", "Val1,Val2"))],
    ["put-bucket-tags-none-key", put(tag(undefined, "a"))],
    ["put-bucket-tags-none-value", put(tag("Key1", undefined))],
  ]);
  const create = (...tags: string[]): Sent => [
    "PUT",
    "/tagged",
    {},
    element("CreateBucketConfiguration", element("Tags", tags.join(""))),
  ];
  describeRefusals("TestS3BucketObjectTagging::test_create_bucket_with_tags_exc", [
    ["tags-key-aws-bad-key", create(tag("test,test2", "value"))],
    ["tags-key-aws-bad-value", create(tag("test", "value1,value2"))],
    ["tags-key-aws-prefix", create(tag("aws:test", "value"))],
    ["tags-key-none", create(tag(undefined, "value"))],
    ["tags-value-none", create(tag("test", undefined))],
  ]);
});

describe("ownership", () => {
  const put = (...rules: string[]): Sent => [
    "PUT",
    "/photos?ownershipControls",
    {},
    element("OwnershipControls", rules.join("")),
  ];
  const rule = (ownership: string) => element("Rule", element("ObjectOwnership", ownership));
  describeRefusals("TestS3BucketOwnershipControls::test_bucket_ownership_controls_exc", [
    ["ownership-wrong-value-at-creation", ["PUT", "/owned", { "x-amz-object-ownership": "RandomValue" }]],
    ["ownership-non-value-at-creation", ["PUT", "/owned", { "x-amz-object-ownership": "" }]],
    ["put-ownership-empty-rule", put()],
    ["put-ownership-multiple-rules", put(rule("ObjectWriter"), rule("ObjectWriter"))],
    ["put-ownership-wrong-value", put(rule("RandomValue"))],
  ]);
  describeRefusals("TestS3BucketOwnershipControls::test_crud_bucket_ownership_controls", [
    ["get-ownership-after-delete", ["GET", "/uncontrolled?ownershipControls"], { "bucket-name:1": "uncontrolled" }],
  ]);
});

describe("CORS", () => {
  const cors = (...rules: string[]): Sent => ["PUT", "/photos?cors", {}, element("CORSConfiguration", rules.join(""))];
  const method = (name: string) => element("CORSRule", element("AllowedMethod", name) + element("AllowedOrigin", "*"));
  describeRefusals("TestS3Cors::test_put_cors_invalid_rules", [
    ["put-cors-exc", cors(method("MYMETHOD"))],
    ["put-cors-exc-empty", cors()],
  ]);
  describeRefusals("TestS3Cors::test_delete_cors", [
    ["get-cors-deleted", ["GET", "/photos?cors"], { "bucket-name:1": "photos" }],
  ]);
});
