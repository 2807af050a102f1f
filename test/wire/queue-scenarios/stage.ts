import { expect } from "vitest";
import type { SharedServer } from "../../api/support/shared-server.ts";
import { recordedError } from "../support/recorded.ts";
import { differences } from "../support/recorded-shape.ts";
import type { Shape, Speaker, Spoken } from "../support/sqs-speaker.ts";

/** Where a recorded scenario is played again, in one of the two protocols. */
export class Stage {
  /** What stands in brackets behind the scenario's name, without the protocol: `1-visible`. */
  readonly variant: string;
  readonly #scenario: string;
  readonly #speaker: Speaker;
  readonly #server: SharedServer;
  readonly #bound = new Map<string, string>();
  readonly #tag: string;
  #queues = 0;

  constructor(scenario: string, variant: string, speaker: Speaker, server: SharedServer, tag: string) {
    this.variant = variant;
    this.#scenario = scenario;
    this.#speaker = speaker;
    this.#server = server;
    this.#tag = tag;
  }

  /** A call that succeeds. */
  async call(operation: string, input: Shape): Promise<Shape> {
    const { output, error } = await this.try(operation, input);
    if (error) throw new Error(`${operation} was refused: ${JSON.stringify(error)}`);
    return output;
  }

  try(operation: string, input: Shape): Promise<Spoken> {
    return this.#speaker.call(operation, input);
  }

  /** Creates a queue of the scenario's own; answers its URL. */
  async queue(Attributes: Shape = {}, more: Shape = {}): Promise<string> {
    this.#queues += 1;
    const name = `scenario-${this.#tag}-${this.#queues}${Attributes.FifoQueue ? ".fifo" : ""}`;
    const { QueueUrl } = await this.call("CreateQueue", { QueueName: name, Attributes, ...more });
    return String(QueueUrl);
  }

  fifo(Attributes: Shape = {}): Promise<string> {
    return this.queue({ FifoQueue: "true", ...Attributes });
  }

  async attributes(QueueUrl: string, ...AttributeNames: string[]): Promise<Shape> {
    return this.call("GetQueueAttributes", { QueueUrl, AttributeNames });
  }

  async arn(QueueUrl: string): Promise<string> {
    const { Attributes } = await this.attributes(QueueUrl, "QueueArn");
    return String((Attributes as Shape).QueueArn);
  }

  receive(QueueUrl: string, more: Shape = {}): Promise<Shape> {
    return this.call("ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 10, ...more });
  }

  async delete(QueueUrl: string, received: Shape): Promise<void> {
    for (const { ReceiptHandle } of messagesOf(received)) await this.call("DeleteMessage", { QueueUrl, ReceiptHandle });
  }

  /** Playground time passes for whoever plays on the stage: the account of the speaker lives in the default playground. */
  async advance(seconds: number): Promise<void> {
    await this.#server.api.post("/v1/playground/clock", { advanceSeconds: seconds });
  }

  /** The answer is the recorded one. */
  same(response: string, answer: unknown): void {
    expect(differences(this.#scenario, response, answer, this.#bound)).toEqual([]);
  }

  /** The refusal is the recorded one: code, wording, status. */
  refused(response: string, spoken: Spoken): void {
    const isForm = this.#speaker.protocol === "sqs_query";
    // QueryErrorCode is what the Python client adds of its own.
    const { QueryErrorCode, Detail: _, ...members } = recordedError("sqs", this.#scenario, response);
    const { Detail: __, ...error } = spoken.error ?? {};
    const wanted = isForm || QueryErrorCode === undefined ? members : { ...members, QueryErrorCode };
    expect(error).toEqual(wanted);
  }
}

export type Scenario = (stage: Stage) => Promise<void>;
export type Scenarios = Readonly<Record<string, Scenario>>;

export function messagesOf(received: Shape): readonly Shape[] {
  return (received.Messages ?? []) as readonly Shape[];
}
