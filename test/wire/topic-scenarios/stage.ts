import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  PublishCommand,
  type PublishInput,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  type SubscribeInput,
} from "@aws-sdk/client-sns";
import { CreateQueueCommand, type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect } from "vitest";
import type { SharedServer } from "../../api/support/shared-server.ts";
import { clientOptions } from "../support/clients.ts";
import { recordedError } from "../support/recorded.ts";
import { differences } from "../support/recorded-shape.ts";

/** The account in the recordings. */
const ACCOUNT = "111111111111";
/** How long a message may take to come: a test that waits so long has failed. */
const PATIENCE_SECONDS = 10;

/** Where a recorded scenario is played again, with AWS's own clients. */
export class Stage {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly url: string;
  /** What stands in brackets behind the scenario's name. */
  readonly variant: string;
  readonly #scenario: string;
  readonly #tag: string;
  readonly #bound = new Map<string, string>();
  #made = 0;

  constructor(scenario: string, variant: string, tag: string, server: SharedServer) {
    this.sns = new SNSClient(clientOptions(server, { account: ACCOUNT }));
    this.sqs = new SQSClient(clientOptions(server, { account: ACCOUNT }));
    this.url = server.url;
    this.variant = variant;
    this.#scenario = scenario;
    this.#tag = tag;
  }

  close(): void {
    this.sns.destroy();
    this.sqs.destroy();
  }

  /** A name that nobody else has. */
  name(suffix = ""): string {
    this.#made += 1;
    return `scenario-${this.#tag}-${this.#made}${suffix}`;
  }

  async topic(given: Record<string, string> | string = {}): Promise<string> {
    const Attributes = typeof given === "string" ? {} : given;
    const Name = typeof given === "string" ? given : this.name(given.FifoTopic ? ".fifo" : "");
    const { TopicArn = "" } = await this.sns.send(new CreateTopicCommand({ Name, Attributes }));
    return TopicArn;
  }

  async queue(Attributes: Record<string, string> = {}, region = "us-east-1"): Promise<{ url: string; arn: string }> {
    const QueueName = this.name(Attributes.FifoQueue ? ".fifo" : "");
    const command = new CreateQueueCommand({ QueueName, Attributes });
    const { QueueUrl: url = "" } = await this.#inRegion(region, (sqs) => sqs.send(command));
    return { url, arn: `arn:aws:sqs:${region}:${ACCOUNT}:${QueueName}` };
  }

  async #inRegion<Answer>(region: string, ask: (sqs: SQSClient) => Promise<Answer>): Promise<Answer> {
    if (region === "us-east-1") return ask(this.sqs);
    const client = new SQSClient(clientOptions(this, { account: ACCOUNT, region }));
    return ask(client).finally(() => client.destroy());
  }

  /** A topic with a queue that is subscribed to it. */
  async pair(Attributes: Record<string, string> = {}) {
    const TopicArn = await this.topic();
    const queue = await this.queue();
    return { TopicArn, queue, SubscriptionArn: await this.subscribe(TopicArn, queue.arn, Attributes) };
  }

  async subscribe(TopicArn: string, Endpoint: string, Attributes: Record<string, string> = {}): Promise<string> {
    const command = new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes });
    return (await this.sns.send(command)).SubscriptionArn ?? "";
  }

  subscribeCommand(input: SubscribeInput): SubscribeCommand {
    return new SubscribeCommand(input);
  }

  async setSubscription(SubscriptionArn: string, AttributeName: string, AttributeValue: string): Promise<void> {
    await this.sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  }

  publish(input: PublishInput) {
    return this.sns.send(new PublishCommand(input));
  }

  attributes(SubscriptionArn: string) {
    return this.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  }

  /** So many messages, as soon as they are there; none when none is expected. */
  async receive(
    QueueUrl: string,
    count = 1,
    more: Record<string, unknown> = {},
    region = "us-east-1",
  ): Promise<{ Messages?: Message[] }> {
    const messages: Message[] = [];
    do {
      const wait = { WaitTimeSeconds: count === 0 ? 0 : PATIENCE_SECONDS, MaxNumberOfMessages: Math.max(1, count) };
      const command = new ReceiveMessageCommand({ QueueUrl, ...wait, ...more });
      const { Messages = [] } = await this.#inRegion(region, (sqs) => sqs.send(command));
      messages.push(...Messages);
      if (Messages.length === 0) break;
    } while (messages.length < count);
    return messages.length === 0 ? {} : { Messages: messages };
  }

  /** Resolves once a message that was published to a topic has been fanned out. */
  async fannedOut(TopicArn: string): Promise<void> {
    const query = new URLSearchParams({ resource: TopicArn, waitSeconds: String(PATIENCE_SECONDS) });
    for (;;) {
      const response = await fetch(`${this.url}/v1/playground/events?${query}`);
      const { events } = (await response.json()) as { events: readonly { id: string; type: string }[] };
      if (events.some(({ type }) => type === "message.fanned-out")) return;
      const last = events.at(-1);
      if (!last) throw new Error("nothing was fanned out");
      query.set("after", last.id);
    }
  }

  /** The token in the last letter to an address. */
  async tokenFor(address: string): Promise<string> {
    const query = new URLSearchParams({ to: address, waitSeconds: String(PATIENCE_SECONDS) });
    const response = await fetch(`${this.url}/v1/playground/inbox?${query}`);
    const { deliveries } = (await response.json()) as { deliveries: readonly { readonly link?: string }[] };
    return new URL(deliveries.at(-1)?.link ?? "").searchParams.get("token") ?? "";
  }

  /** The answer is the recorded one. */
  same(response: string, answer: object): void {
    expect(differences(this.#scenario, response, plain(answer), this.#bound, "sns")).toEqual([]);
  }

  /** The refusal is the recorded one: code, wording, status. */
  async refused(response: string, call: Promise<unknown>): Promise<void> {
    const refusal = await call.then(
      () => ({}),
      (error: Error & { Error?: object; $metadata?: { httpStatusCode?: number } }) => ({
        ...error.Error,
        message: error.message,
        status: error.$metadata?.httpStatusCode,
      }),
    );
    const { Code, Message: words, Type, status } = recordedError("sns", this.#scenario, response);
    expect(refusal).toMatchObject({ Code, message: words, Type, status });
  }
}

export type Scenario = (stage: Stage) => Promise<void>;
export type Scenarios = Readonly<Record<string, Scenario>>;

/** Without what is only the transport's, with instants and principals as the recordings write them. */
function plain(answer: object): unknown {
  return JSON.parse(JSON.stringify(answer, replaced));
}

function replaced(name: string, value: unknown): unknown {
  if (name === "$metadata" || name === "MD5OfMessageAttributes") return name === "$metadata" ? undefined : value;
  // Deviation: the account itself has subscribed here, not one of its users.
  if (name === "SubscriptionPrincipal") return String(value).replace(":root", ":user/root");
  if (name !== "Body" || typeof value !== "string" || !value.includes('"Timestamp"')) return value;
  return value.replace(/("Timestamp" : )"\d{4}-\d\d-\d\dT[\d:.]+Z"/, '$1"date"');
}
