import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateTopicCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

/* Two accounts on one server: each a world of its own, until a resource's policy lets the other in. */

const ADA = "111111111111";
const BOB = "222222222222";
const BOBS_ROLE = `arn:aws:iam::${BOB}:role/reader`;

const server = sharedServer();
const sqs = (account: string) => new SQSClient(clientOptions(server, { account }));
const sns = (account: string) => new SNSClient(clientOptions(server, { account }));
const s3 = (account: string) => new S3Client(clientOptions(server, { account }));

function allow(Principal: unknown, Action: string | string[], Resource: string | string[], Condition?: object): string {
  const statement = { Effect: "Allow", Principal, Action, Resource, ...(Condition ? { Condition } : {}) };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** Bob's own keys, and those of a session of his role. */
async function bobsSession() {
  const { Credentials: made } = await new STSClient(clientOptions(server, { account: BOB })).send(
    new AssumeRoleCommand({ RoleArn: BOBS_ROLE, RoleSessionName: "night" }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = made ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { ...clientOptions(server), credentials };
}

describe("a queue of another account", () => {
  test("is closed until its policy names the account", async () => {
    const { QueueUrl = "" } = await sqs(ADA).send(new CreateQueueCommand({ QueueName: "letters" }));
    const send = () => sqs(BOB).send(new SendMessageCommand({ QueueUrl, MessageBody: "from Bob" }));
    expect(await refusalOf(send())).toMatchObject({ status: 403 });
    const Policy = allow({ AWS: BOB }, ["sqs:SendMessage", "sqs:GetQueueUrl"], `arn:aws:sqs:us-east-1:${ADA}:letters`);
    await sqs(ADA).send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    const ask = new GetQueueUrlCommand({ QueueName: "letters", QueueOwnerAWSAccountId: ADA });
    expect((await sqs(BOB).send(ask)).QueueUrl).toBe(QueueUrl);
    await send();
    expect(await refusalOf(sqs(BOB).send(new ReceiveMessageCommand({ QueueUrl })))).toMatchObject({ status: 403 });
    const { Messages = [] } = await sqs(ADA).send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages.map(({ Body }) => Body)).toEqual(["from Bob"]);
  });

  test("lets in one role's sessions and not the rest of the account, where its policy says so", async () => {
    const { QueueUrl = "" } = await sqs(ADA).send(new CreateQueueCommand({ QueueName: "night-letters" }));
    const Policy = allow({ AWS: BOBS_ROLE }, "sqs:SendMessage", "*");
    await sqs(ADA).send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    const message = new SendMessageCommand({ QueueUrl, MessageBody: "at night" });
    expect(await refusalOf(sqs(BOB).send(message))).toMatchObject({ status: 403 });
    await new SQSClient(await bobsSession()).send(message);
  });
});

describe("a topic of another account", () => {
  test("takes messages when its policy says so", async () => {
    const { TopicArn = "" } = await sns(ADA).send(new CreateTopicCommand({ Name: "news" }));
    const publish = () => sns(BOB).send(new PublishCommand({ TopicArn, Message: "hello" }));
    expect(await refusalOf(publish())).toMatchObject({ name: "AuthorizationErrorException", status: 403 });
    const AttributeValue = allow({ AWS: `arn:aws:iam::${BOB}:root` }, "sns:Publish", TopicArn);
    await sns(ADA).send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
    expect((await publish()).MessageId).toBeTruthy();
  });

  test("delivers into a queue when the queue's policy lets the topic in", async () => {
    const { TopicArn = "" } = await sns(ADA).send(new CreateTopicCommand({ Name: "crossing" }));
    const { QueueUrl = "" } = await sqs(BOB).send(new CreateQueueCommand({ QueueName: "from-ada" }));
    const Endpoint = `arn:aws:sqs:us-east-1:${BOB}:from-ada`;
    const Condition = { ArnEquals: { "aws:SourceArn": TopicArn } };
    const Policy = allow({ Service: "sns.amazonaws.com" }, "sqs:SendMessage", Endpoint, Condition);
    await sqs(BOB).send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    const open = allow({ AWS: BOB }, "sns:Subscribe", TopicArn);
    const attribute = { TopicArn, AttributeName: "Policy", AttributeValue: open };
    await sns(ADA).send(new SetTopicAttributesCommand(attribute));
    await sns(BOB).send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, ReturnSubscriptionArn: true }));
    await sns(ADA).send(new PublishCommand({ TopicArn, Message: "over the border" }));
    const receive = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 });
    const { Messages = [] } = await sqs(BOB).send(receive);
    expect(Messages[0]?.Body).toContain("over the border");
  });
});

describe("a bucket of another account", () => {
  test("gives what its policy lets it", async () => {
    await s3(ADA).send(new CreateBucketCommand({ Bucket: "adas-bucket" }));
    for (const Key of ["open/a", "shut/a"]) {
      await s3(ADA).send(new PutObjectCommand({ Bucket: "adas-bucket", Key, Body: "x" }));
    }
    const read = (Key: string) => s3(BOB).send(new GetObjectCommand({ Bucket: "adas-bucket", Key }));
    expect(await refusalOf(read("open/a"))).toMatchObject({ name: "AccessDenied", status: 403 });
    const Policy = allow({ AWS: BOB }, "s3:GetObject", "arn:aws:s3:::adas-bucket/open/*");
    await s3(ADA).send(new PutBucketPolicyCommand({ Bucket: "adas-bucket", Policy }));
    expect(await (await read("open/a")).Body?.transformToString()).toBe("x");
    expect(await refusalOf(read("shut/a"))).toMatchObject({ name: "AccessDenied", status: 403 });
    const put = new PutObjectCommand({ Bucket: "adas-bucket", Key: "open/b", Body: "y" });
    expect(await refusalOf(s3(BOB).send(put))).toMatchObject({ name: "AccessDenied", status: 403 });
  });
});

test("the same names in two regions are two resources", async () => {
  const west = new SQSClient(clientOptions(server, { account: ADA, region: "eu-west-1" }));
  const { QueueUrl = "" } = await west.send(new CreateQueueCommand({ QueueName: "regional" }));
  await west.send(new SendMessageCommand({ QueueUrl, MessageBody: "west" }));
  const here = await refusalOf(sqs(ADA).send(new GetQueueUrlCommand({ QueueName: "regional" })));
  expect(here).toMatchObject({ name: "QueueDoesNotExist" });
});
