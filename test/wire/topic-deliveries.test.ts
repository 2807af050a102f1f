import { globalAgent } from "node:https";
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import MessageValidator from "sns-validator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { type Received, startEndpoint } from "../support/endpoint.ts";
import { startTlsFront, type TlsFront } from "../support/tls-front.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";
import { recorded } from "./support/recorded.ts";

type Envelope = Readonly<Record<string, string>>;

const server = sharedServer();
const client = new SNSClient(clientOptions(server));
let front: TlsFront;
beforeAll(async () => {
  front = await startTlsFront(server.url);
  // The validator fetches certificates over TLS only, and trusts what Node trusts.
  Object.assign(globalAgent.options, { ca: front.certificate });
});
afterAll(async () => {
  Object.assign(globalAgent.options, { ca: undefined });
  await front[Symbol.asyncDispose]();
});

let count = 0;
async function newTopic(attributes: Record<string, string> = {}): Promise<string> {
  count += 1;
  const command = new CreateTopicCommand({ Name: `deliveries-${count}`, Attributes: attributes });
  return (await client.send(command)).TopicArn ?? "";
}

/** AWS's own validator, told that messages of this server are to be trusted. */
function validate(envelope: Envelope): Promise<unknown> {
  const validator = new MessageValidator(/^localhost:\d+$/);
  const SigningCertURL = (envelope.SigningCertURL ?? "").replace(server.url, front.url);
  return new Promise((resolve, reject) => {
    validator.validate({ ...envelope, SigningCertURL }, (error, message) => (error ? reject(error) : resolve(message)));
  });
}

const envelopeOf = ({ body }: Received): Envelope => JSON.parse(body);
const SCENARIO = "TestSNSSubscriptionHttp::test_subscribe_external_http_endpoint[False]";
const RESPONSE = "TestSNSSubscriptionHttp::test_http_subscription_response";

function plainOf(scenario: string, response: string): object {
  const { ResponseMetadata: _, ...answer } = recorded("sns", scenario, response);
  return answer;
}

const namesOf = (scenario: string, response: string) => Object.keys(recorded("sns", scenario, response)).sort();

/** What every HTTP client says in its own words, and what names this endpoint, topic and message. */
const VARIES = /^(connection|content-length|host|x-amz-sns-(message-id|topic-arn|subscription-arn))$/i;

/** The recorded headers whose values are the same for everybody. */
function recordedHeaders(scenario: string, response: string): Record<string, unknown> {
  const all = Object.entries(recorded("sns", scenario, response));
  return Object.fromEntries(
    all.flatMap(([name, value]) => (VARIES.test(name) ? [] : [[name.toLowerCase(), value] as const])),
  );
}

/** As the recording spells them, without those that every HTTP client sends in its own way. */
function snsHeaders({ headers }: Received): string[] {
  const upper = (name: string) => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
  return Object.keys(headers).map(upper).sort();
}

describe.each(["1", "2"])("an HTTP endpoint of a topic with signature version %s", (SignatureVersion) => {
  test("confirms by the link in the question, gets messages and leaves by the link in them, all signed", async () => {
    await using endpoint = await startEndpoint();
    const TopicArn = await newTopic({ SignatureVersion });
    const subscribed = await client.send(
      new SubscribeCommand({ TopicArn, Protocol: "http", Endpoint: `${endpoint.url}/hook` }),
    );
    expect({ SubscriptionArn: subscribed.SubscriptionArn }).toEqual(plainOf(RESPONSE, "subscription"));

    const question = await endpoint.request(0);
    expect(Object.keys(envelopeOf(question)).sort()).toEqual(namesOf(SCENARIO, "subscription-confirmation"));
    expect(snsHeaders(question)).toEqual(namesOf(SCENARIO, "http-confirm-sub-headers"));
    expect(question.headers).toMatchObject(recordedHeaders(SCENARIO, "http-confirm-sub-headers"));
    await expect(validate(envelopeOf(question))).resolves.toMatchObject({ SignatureVersion, TopicArn });
    await expect(validate({ ...envelopeOf(question), Token: "other" })).rejects.toThrow(/signature is invalid/);
    const confirmed = await (await fetch(envelopeOf(question).SubscribeURL ?? "")).text();
    const [, SubscriptionArn = ""] = /<SubscriptionArn>(.+)<\/SubscriptionArn>/.exec(confirmed) ?? [];
    expect(SubscriptionArn).toMatch(new RegExp(`^${TopicArn}:[-0-9a-f]{36}$`));

    const { MessageId } = await client.send(
      new PublishCommand({ TopicArn, Message: "grüße\n🚀", Subject: "greetings" }),
    );
    const message = await endpoint.request(1);
    expect(Object.keys(envelopeOf(message)).sort()).toEqual([...namesOf(SCENARIO, "http-message"), "Subject"].sort());
    expect(snsHeaders(message)).toEqual(namesOf(SCENARIO, "http-message-headers"));
    expect(message.headers).toMatchObject(recordedHeaders(SCENARIO, "http-message-headers"));
    await expect(validate(envelopeOf(message))).resolves.toMatchObject({ MessageId, Message: "grüße\n🚀" });
    await expect(validate({ ...envelopeOf(message), Subject: "other" })).rejects.toThrow(/signature is invalid/);

    const again = { TopicArn, Protocol: "http", Endpoint: `${endpoint.url}/hook` };
    expect(await client.send(new SubscribeCommand(again))).toMatchObject({ SubscriptionArn });
    const left = await fetch(envelopeOf(message).UnsubscribeURL ?? "");
    expect([left.status, await left.text()]).toEqual([200, expect.stringContaining("<UnsubscribeResponse")]);
    const farewell = await endpoint.request(2);
    expect(Object.keys(envelopeOf(farewell)).sort()).toEqual(namesOf(SCENARIO, "unsubscribe-request"));
    const gone = client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(await refusalOf(gone)).toMatchObject({ name: "NotFoundException" });
    await client.send(new ConfirmSubscriptionCommand({ TopicArn, Token: envelopeOf(farewell).Token ?? "" }));
    await client.send(new PublishCommand({ TopicArn, Message: "back again" }));
    expect(envelopeOf(await endpoint.request(3)).Message).toBe("back again");
  });
});

test("a raw message has AWS's header and nothing around it", async () => {
  await using endpoint = await startEndpoint();
  const TopicArn = await newTopic();
  const Attributes = { RawMessageDelivery: "true" };
  const input = { TopicArn, Protocol: "http", Endpoint: endpoint.url, Attributes, ReturnSubscriptionArn: true };
  const { SubscriptionArn } = await client.send(new SubscribeCommand(input));
  const Token = envelopeOf(await endpoint.request(0)).Token ?? "";
  await client.send(new ConfirmSubscriptionCommand({ TopicArn, Token, AuthenticateOnUnsubscribe: "true" }));
  await client.send(new PublishCommand({ TopicArn, Message: "raw" }));
  const message = await endpoint.request(1);
  expect(message.body).toBe("raw");
  const RAW = SCENARIO.replace("False", "True");
  expect(snsHeaders(message)).toEqual(namesOf(RAW, "http-message-headers-raw"));
  expect(message.headers).toMatchObject(recordedHeaders(RAW, "http-message-headers-raw"));
  const link = `${server.url}/?Action=Unsubscribe&SubscriptionArn=${SubscriptionArn}`;
  expect((await fetch(link)).status).toBe(403);
  await client.send(new UnsubscribeCommand({ SubscriptionArn }));
});

test.each([
  ["broken-topic-arn-confirm", (link: string) => link.replace(/(TopicArn=[^&]+)/, "$1x")],
  ["different-region-arn-confirm", (link: string) => link.replace("us-east-1", "us-west-1")],
  ["broken-token-confirm", (link: string) => link.replace(/Token=.*/, "Token=abc")],
])("a link with a mistake in it is answered as AWS answers it: %s", async (response, spoil) => {
  await using endpoint = await startEndpoint();
  const TopicArn = await newTopic();
  await client.send(new SubscribeCommand({ TopicArn, Protocol: "http", Endpoint: endpoint.url }));
  const link = envelopeOf(await endpoint.request(0)).SubscribeURL ?? "";
  const answer = await fetch(spoil(link));
  const { ErrorResponse } = recorded("sns", SCENARIO, response) as { ErrorResponse: { Error: Envelope } };
  const text = await answer.text();
  expect(answer.status).toBe(400);
  for (const [name, value] of Object.entries(ErrorResponse.Error))
    expect(text).toContain(`<${name}>${value}</${name}>`);
});

test("the envelope in a queue is signed, too", async () => {
  const queues = new SQSClient(clientOptions(server));
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: "signed" }));
  const TopicArn = await newTopic();
  await client.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: "SignatureVersion", AttributeValue: "2" }),
  );
  const Endpoint = "arn:aws:sqs:us-east-1:000000000000:signed";
  await client.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  await client.send(new PublishCommand({ TopicArn, Message: "hello" }));
  const { Messages } = await queues.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  await expect(validate(JSON.parse(Messages?.[0]?.Body ?? ""))).resolves.toMatchObject({ SignatureVersion: "2" });
  queues.destroy();
});
