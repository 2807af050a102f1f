import {
  AddPermissionCommand,
  CheckIfPhoneNumberIsOptedOutCommand,
  CreatePlatformApplicationCommand,
  CreatePlatformEndpointCommand,
  CreateSMSSandboxPhoneNumberCommand,
  CreateTopicCommand,
  DeleteEndpointCommand,
  DeleteSMSSandboxPhoneNumberCommand,
  DeleteTopicCommand,
  GetDataProtectionPolicyCommand,
  GetEndpointAttributesCommand,
  GetPlatformApplicationAttributesCommand,
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListOriginationNumbersCommand,
  ListPhoneNumbersOptedOutCommand,
  ListSMSSandboxPhoneNumbersCommand,
  ListSubscriptionsCommand,
  OptInPhoneNumberCommand,
  PublishBatchCommand,
  PublishCommand,
  PutDataProtectionPolicyCommand,
  RemovePermissionCommand,
  SetEndpointAttributesCommand,
  SetPlatformApplicationAttributesCommand,
  SetSMSAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  VerifySMSSandboxPhoneNumberCommand,
} from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

const PHONE = "+4915112345678";

const server = sharedServer();
const client = new SNSClient(clientOptions(server));
const queues = new SQSClient(clientOptions(server));
const stranger = new SNSClient(clientOptions(server, { account: "222222222222" }));

async function topic(Name: string, Attributes: Record<string, string> = {}): Promise<string> {
  return (await client.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn ?? "";
}

interface Texts {
  readonly deliveries: readonly { readonly text: string; readonly from: string }[];
}

async function textsTo(number: string): Promise<Texts["deliveries"]> {
  const query = new URLSearchParams({ kind: "sms", to: number, waitSeconds: "10" });
  return (await server.api.get<Texts>(`/v1/playground/inbox?${query}`)).body.deliveries;
}

describe("another account", () => {
  test("publishes and subscribes where the topic's policy lets it, and nowhere else", async () => {
    const TopicArn = await topic("shared");
    const publish = () => stranger.send(new PublishCommand({ TopicArn, Message: "hello" }));
    expect(await refusalOf(publish())).toMatchObject({
      name: "AuthorizationErrorException",
      status: 403,
      message: `User: arn:aws:iam::222222222222:root is not authorized to perform: SNS:Publish on resource: ${TopicArn} because no resource-based policy allows the SNS:Publish action`,
    });
    const permission = { TopicArn, Label: "partner", AWSAccountId: ["222222222222"], ActionName: ["Publish"] };
    await client.send(new AddPermissionCommand(permission));
    await publish();
    const batch = { TopicArn, PublishBatchRequestEntries: [{ Id: "a", Message: "x" }] };
    expect((await stranger.send(new PublishBatchCommand(batch))).Successful).toHaveLength(1);
    const subscription = { TopicArn, Protocol: "sms", Endpoint: PHONE, ReturnSubscriptionArn: true };
    expect(await refusalOf(stranger.send(new SubscribeCommand(subscription)))).toMatchObject({ status: 403 });
    await client.send(new RemovePermissionCommand({ TopicArn, Label: "partner" }));
    expect(await refusalOf(publish())).toMatchObject({ status: 403 });
  });

  test("is told nothing of which topics there are", async () => {
    const TopicArn = await topic("secret");
    for (const arn of [TopicArn, `${TopicArn}-missing`]) {
      const calls = [
        new PublishCommand({ TopicArn: arn, Message: "x" }),
        new GetTopicAttributesCommand({ TopicArn: arn }),
        new DeleteTopicCommand({ TopicArn: arn }),
        new TagResourceCommand({ ResourceArn: arn, Tags: [{ Key: "a", Value: "b" }] }),
      ];
      for (const call of calls)
        expect(await refusalOf(stranger.send(call as PublishCommand))).toMatchObject({
          name: "AuthorizationErrorException",
          status: 403,
        });
    }
  });

  test("owns what it subscribed: it sees it in its list and ends it, a third one doesn't", async () => {
    const TopicArn = await topic("open");
    const Statement = { Effect: "Allow", Principal: "*", Action: "SNS:Subscribe", Resource: TopicArn };
    const AttributeValue = JSON.stringify({ Version: "2012-10-17", Statement: [Statement] });
    await client.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
    const input = { TopicArn, Protocol: "sms", Endpoint: "+4915100000001", ReturnSubscriptionArn: true };
    const { SubscriptionArn } = await stranger.send(new SubscribeCommand(input));
    const { Subscriptions = [] } = await stranger.send(new ListSubscriptionsCommand({}));
    expect(Subscriptions).toMatchObject([{ SubscriptionArn, Owner: "222222222222" }]);
    const third = new SNSClient(clientOptions(server, { account: "333333333333" }));
    expect(await refusalOf(third.send(new UnsubscribeCommand({ SubscriptionArn })))).toMatchObject({ status: 403 });
    third.destroy();
    await stranger.send(new UnsubscribeCommand({ SubscriptionArn }));
    expect((await stranger.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
  });

  test("may be shut out again by a Deny, and so may the owner", async () => {
    const TopicArn = await topic("denied");
    const Statement = { Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*" };
    const AttributeValue = JSON.stringify({ Version: "2012-10-17", Statement: [Statement] });
    await client.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
    expect(await refusalOf(client.send(new PublishCommand({ TopicArn, Message: "x" })))).toMatchObject({
      name: "AuthorizationErrorException",
      message: expect.stringContaining("with an explicit deny in a resource-based policy"),
    });
  });
});

test("a FIFO topic numbers what is published and hands it on in order", async () => {
  const TopicArn = await topic("wire.fifo", { FifoTopic: "true", ContentBasedDeduplication: "true" });
  const queue = new CreateQueueCommand({ QueueName: "wire.fifo", Attributes: { FifoQueue: "true" } });
  const { QueueUrl } = await queues.send(queue);
  const Endpoint = "arn:aws:sqs:us-east-1:000000000000:wire.fifo";
  await client.send(
    new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes: { RawMessageDelivery: "true" } }),
  );
  const entries = ["a", "b", "c"].map((Message) => ({ Id: Message, Message, MessageGroupId: "g" }));
  const { Successful = [] } = await client.send(
    new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries }),
  );
  const numbers = Successful.map(({ SequenceNumber = "" }) => SequenceNumber);
  expect(numbers.toSorted()).toEqual(numbers);
  const received: string[] = [];
  while (received.length < 3) {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 10, VisibilityTimeout: 0 }),
    );
    received.splice(0, received.length, ...Messages.map(({ Body = "" }) => Body));
  }
  expect(received).toEqual(["a", "b", "c"]);
});

test("a batch stores what is right and tells what is wrong", async () => {
  const TopicArn = await topic("partly");
  const PublishBatchRequestEntries = [
    { Id: "right", Message: "x" },
    { Id: "wrong", Message: "x", Subject: "two\nlines" },
  ];
  const { Successful, Failed } = await client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
  expect(Successful).toMatchObject([{ Id: "right" }]);
  const message = "Invalid parameter: Subject";
  expect(Failed).toEqual([{ Id: "wrong", Code: "InvalidParameter", Message: message, SenderFault: true }]);
});

describe("text messages", () => {
  test("go to a number directly, under the account's sender id", async () => {
    await client.send(
      new SetSMSAttributesCommand({ attributes: { DefaultSenderID: "Skyground", MonthlySpendLimit: "1" } }),
    );
    const { attributes } = await client.send(new GetSMSAttributesCommand({ attributes: ["DefaultSenderID"] }));
    expect(attributes).toEqual({ DefaultSenderID: "Skyground" });
    await client.send(new PublishCommand({ PhoneNumber: PHONE, Message: "hello" }));
    expect(await textsTo(PHONE)).toMatchObject([{ text: "hello", from: "Skyground" }]);
  });

  test("don't go to a number that has opted out, until it is opted in", async () => {
    const phoneNumber = "+4915100000002";
    await server.api.post("/v1/text-messages/opt-outs", { phoneNumber });
    expect((await client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }))).isOptedOut).toBe(true);
    expect((await client.send(new ListPhoneNumbersOptedOutCommand({}))).phoneNumbers).toEqual([phoneNumber]);
    const publish = () => client.send(new PublishCommand({ PhoneNumber: phoneNumber, Message: "hello" }));
    expect(await refusalOf(publish())).toMatchObject({ name: "InvalidParameterException" });
    await client.send(new OptInPhoneNumberCommand({ phoneNumber }));
    await publish();
  });

  test("have a sandbox of numbers, verified by the password that they were sent", async () => {
    expect((await client.send(new GetSMSSandboxAccountStatusCommand({}))).IsInSandbox).toBe(false);
    expect((await client.send(new ListOriginationNumbersCommand({}))).PhoneNumbers).toEqual([]);
    const PhoneNumber = "+4915100000003";
    await client.send(new CreateSMSSandboxPhoneNumberCommand({ PhoneNumber }));
    const list = async () => (await client.send(new ListSMSSandboxPhoneNumbersCommand({}))).PhoneNumbers;
    expect(await list()).toEqual([{ PhoneNumber, Status: "Pending" }]);
    const [letter] = await textsTo(PhoneNumber);
    const OneTimePassword = /[0-9]{6}/.exec(letter?.text ?? "")?.[0] ?? "";
    const verify = (password: string) =>
      client.send(new VerifySMSSandboxPhoneNumberCommand({ PhoneNumber, OneTimePassword: password }));
    const wrong = OneTimePassword === "000000" ? "111111" : "000000";
    expect(await refusalOf(verify(wrong))).toMatchObject({ name: "VerificationException" });
    await verify(OneTimePassword);
    expect(await list()).toEqual([{ PhoneNumber, Status: "Verified" }]);
    await client.send(new DeleteSMSSandboxPhoneNumberCommand({ PhoneNumber }));
    expect(await list()).toEqual([]);
    const again = client.send(new DeleteSMSSandboxPhoneNumberCommand({ PhoneNumber }));
    expect(await refusalOf(again)).toMatchObject({ name: "ResourceNotFoundException", status: 404 });
  });
});

test("platform applications and their endpoints are kept, and what is published to them is in the inbox", async () => {
  const Attributes = { PlatformCredential: "secret", PlatformPrincipal: "client" };
  const application = new CreatePlatformApplicationCommand({ Name: "app", Platform: "APNS", Attributes });
  const { PlatformApplicationArn } = await client.send(application);
  await client.send(
    new SetPlatformApplicationAttributesCommand({
      PlatformApplicationArn,
      Attributes: { SuccessFeedbackSampleRate: "9" },
    }),
  );
  expect(await client.send(new GetPlatformApplicationAttributesCommand({ PlatformApplicationArn }))).toMatchObject({
    Attributes: { Enabled: "true", SuccessFeedbackSampleRate: "9" },
  });
  const { EndpointArn } = await client.send(new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token: "t" }));
  const publish = () => client.send(new PublishCommand({ TargetArn: EndpointArn, Message: "hello" }));
  expect((await publish()).MessageId).toMatch(/^[0-9a-f-]{36}$/);
  const query = new URLSearchParams({ kind: "push", waitSeconds: "10" });
  const { deliveries } = (await server.api.get<Texts>(`/v1/playground/inbox?${query}`)).body;
  expect(deliveries).toMatchObject([{ to: EndpointArn, from: PlatformApplicationArn, text: "hello" }]);
  await client.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes: { Enabled: "false", Token: "u" } }));
  expect((await client.send(new GetEndpointAttributesCommand({ EndpointArn }))).Attributes).toEqual({
    Enabled: "false",
    Token: "u",
  });
  expect(await refusalOf(publish())).toMatchObject({ name: "EndpointDisabledException" });
  await client.send(new DeleteEndpointCommand({ EndpointArn }));
  expect(await refusalOf(publish())).toMatchObject({
    name: "InvalidParameterException",
    message: "Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified",
  });
});

test("a data protection policy is kept, shown and checked for its form", async () => {
  const ResourceArn = await topic("protected");
  const read = async () =>
    (await client.send(new GetDataProtectionPolicyCommand({ ResourceArn }))).DataProtectionPolicy;
  expect(await read()).toBeUndefined();
  const policy = JSON.stringify({ Name: "p", Version: "2021-06-01", Statement: [{ Sid: "s" }] });
  const put = (DataProtectionPolicy: string) =>
    client.send(new PutDataProtectionPolicyCommand({ ResourceArn, DataProtectionPolicy }));
  await put(policy);
  expect(await read()).toBe(policy);
  expect(await refusalOf(put("[]"))).toMatchObject({ name: "InvalidParameterException" });
});

test("attributes that nothing acts on are kept and shown", async () => {
  const TopicArn = await topic("kept", { KmsMasterKeyId: "alias/aws/sns", TracingConfig: "Active" });
  const { SubscriptionArn } = await client.send(
    new SubscribeCommand({ TopicArn, Protocol: "sms", Endpoint: "+4915100000009" }),
  );
  const subscription = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect(subscription.Attributes).toMatchObject({ Protocol: "sms", PendingConfirmation: "false" });
  const nonsense = { TopicArn, AttributeName: "TracingConfig", AttributeValue: "Nonsense" };
  const refusal = await refusalOf(client.send(new SetTopicAttributesCommand(nonsense)));
  expect(refusal).toMatchObject({ name: "InvalidParameterException" });
});
