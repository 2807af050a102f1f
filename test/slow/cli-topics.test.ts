import { describe, expect, test } from "vitest";
import { cliCommands } from "../wire/support/cli-commands.ts";
import { isThere } from "../wire/support/programs.ts";
import { sharedCli } from "../wire/support/shared-cli.ts";

describe.skipIf(!isThere("aws", ["--version"]))("the aws command on topics", () => {
  const cli = sharedCli();
  const { run: sns, expectAll } = cliCommands(cli, "sns");
  const { run: sqs } = cliCommands(cli, "sqs");

  async function createTopic(name: string, ...more: string[]): Promise<string> {
    return (await sns("create-topic", "--name", name, ...more)).TopicArn;
  }

  async function bodies(url: string): Promise<string[]> {
    const { Messages = [] } = await sqs("receive-message", "--queue-url", url, "--wait-time-seconds", "10");
    return Messages.map(({ Body }: { Body: string }) => Body);
  }

  test("makes, tags, changes, lists and deletes them", async () => {
    const topic = await createTopic("cli-first", "--tags", "Key=team,Value=blue");
    expect((await sns("list-topics")).Topics).toContainEqual({ TopicArn: topic });
    await sns("tag-resource", "--resource-arn", topic, "--tags", "Key=stage,Value=test");
    await sns("untag-resource", "--resource-arn", topic, "--tag-keys", "team");
    expect((await sns("list-tags-for-resource", "--resource-arn", topic)).Tags).toEqual([
      { Key: "stage", Value: "test" },
    ]);
    const named = ["--attribute-name", "DisplayName", "--attribute-value", "The first"];
    await sns("set-topic-attributes", "--topic-arn", topic, ...named);
    const permission = ["--aws-account-id", "111111111111", "--action-name", "Publish"];
    await sns("add-permission", "--topic-arn", topic, "--label", "friends", ...permission);
    const { Attributes } = await sns("get-topic-attributes", "--topic-arn", topic);
    expect(Attributes).toMatchObject({ DisplayName: "The first", Policy: expect.stringContaining('"friends"') });
    await sns("remove-permission", "--topic-arn", topic, "--label", "friends");
    const Statement = [
      { Sid: "s", DataDirection: "Inbound", Principal: ["*"], DataIdentifier: [], Operation: { Deny: {} } },
    ];
    const policy = JSON.stringify({ Name: "p", Version: "2021-06-01", Statement });
    await sns("put-data-protection-policy", "--resource-arn", topic, "--data-protection-policy", policy);
    const kept = await sns("get-data-protection-policy", "--resource-arn", topic);
    expect(JSON.parse(kept.DataProtectionPolicy)).toMatchObject({ Name: "p" });
    await sns("delete-topic", "--topic-arn", topic);
    expect((await sns("list-topics")).Topics).not.toContainEqual({ TopicArn: topic });
  });

  test("publishes to a queue what passes its filter, one message and ten at once", async () => {
    const topic = await createTopic("cli-news");
    const { QueueUrl } = await sqs("create-queue", "--queue-name", "cli-fans");
    const endpoint = ["--notification-endpoint", "arn:aws:sqs:us-east-1:000000000000:cli-fans"];
    const how = ["--attributes", '{"RawMessageDelivery":"true"}', "--return-subscription-arn"];
    const subscribed = await sns("subscribe", "--topic-arn", topic, "--protocol", "sqs", ...endpoint, ...how);
    const subscription = ["--subscription-arn", subscribed.SubscriptionArn];
    const filter = JSON.stringify({ kind: [{ prefix: "go" }] });
    await sns(
      "set-subscription-attributes",
      ...subscription,
      "--attribute-name",
      "FilterPolicy",
      "--attribute-value",
      filter,
    );
    const { Attributes } = await sns("get-subscription-attributes", ...subscription);
    expect(Attributes).toMatchObject({ FilterPolicy: filter, RawMessageDelivery: "true" });
    const kind = (value: string) => `{"kind":{"DataType":"String","StringValue":"${value}"}}`;
    await sns("publish", "--topic-arn", topic, "--message", "no", "--message-attributes", kind("bad"));
    await sns("publish", "--topic-arn", topic, "--message", "yes", "--message-attributes", kind("good"));
    expect(await bodies(QueueUrl)).toEqual(["yes"]);
    const entries = [{ Id: "a", Message: "batch", MessageAttributes: JSON.parse(kind("good")) }];
    const batch = ["--publish-batch-request-entries", JSON.stringify(entries)];
    expect((await sns("publish-batch", "--topic-arn", topic, ...batch)).Successful).toHaveLength(1);
    expect((await bodies(QueueUrl)).at(-1)).toBe("batch");
    expect((await sns("list-subscriptions-by-topic", "--topic-arn", topic)).Subscriptions).toHaveLength(1);
    expect((await sns("list-subscriptions")).Subscriptions).toHaveLength(1);
    await sns("unsubscribe", ...subscription);
    expect((await sns("list-subscriptions")).Subscriptions).toEqual([]);
    const token = ["--topic-arn", topic, "--token", "0".repeat(64)];
    await expect(sns("confirm-subscription", ...token)).rejects.toThrow("(InvalidParameter)");
  });

  test("knows phone numbers and what is said to them", async () => {
    await sns("set-sms-attributes", "--attributes", "DefaultSenderID=Sky");
    expect((await sns("get-sms-attributes")).attributes).toMatchObject({ DefaultSenderID: "Sky" });
    expect((await sns("publish", "--phone-number", "+15550100", "--message", "hi")).MessageId).toBeTruthy();
    const number = ["--phone-number", "+15550101"];
    expect(await sns("check-if-phone-number-is-opted-out", ...number)).toEqual({ isOptedOut: false });
    expect((await sns("list-phone-numbers-opted-out")).phoneNumbers).toEqual([]);
    await sns("opt-in-phone-number", ...number);
    await sns("create-sms-sandbox-phone-number", ...number);
    const { PhoneNumbers } = await sns("list-sms-sandbox-phone-numbers");
    expect(PhoneNumbers).toEqual([{ PhoneNumber: "+15550101", Status: "Pending" }]);
    const verify = ["--one-time-password", "00000"];
    await expect(sns("verify-sms-sandbox-phone-number", ...number, ...verify)).rejects.toThrow("Verif");
    await sns("delete-sms-sandbox-phone-number", ...number);
    expect((await sns("get-sms-sandbox-account-status")).IsInSandbox).toBe(false);
    expect((await sns("list-origination-numbers")).PhoneNumbers ?? []).toEqual([]);
  });

  test("keeps applications and their endpoints", async () => {
    const credentials = ["--attributes", '{"PlatformCredential":"key"}'];
    const application = ["--name", "cli-app", "--platform", "GCM"];
    const { PlatformApplicationArn } = await sns("create-platform-application", ...application, ...credentials);
    const app = ["--platform-application-arn", PlatformApplicationArn];
    expect((await sns("list-platform-applications")).PlatformApplications).toMatchObject([{ PlatformApplicationArn }]);
    await sns("set-platform-application-attributes", ...app, "--attributes", "SuccessFeedbackSampleRate=50");
    const { Attributes } = await sns("get-platform-application-attributes", ...app);
    expect(Attributes).toMatchObject({ SuccessFeedbackSampleRate: "50" });
    const { EndpointArn } = await sns("create-platform-endpoint", ...app, "--token", "device-1");
    const endpoint = ["--endpoint-arn", EndpointArn];
    await sns("set-endpoint-attributes", ...endpoint, "--attributes", "CustomUserData=ada");
    expect((await sns("get-endpoint-attributes", ...endpoint)).Attributes).toMatchObject({ CustomUserData: "ada" });
    expect((await sns("list-endpoints-by-platform-application", ...app)).Endpoints).toMatchObject([{ EndpointArn }]);
    await sns("delete-endpoint", ...endpoint);
    await sns("delete-platform-application", ...app);
    expect((await sns("list-platform-applications")).PlatformApplications).toEqual([]);
  });

  test("has a command for every operation that is built", expectAll);
});
