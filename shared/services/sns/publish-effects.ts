import { counted } from "../../core/counted.ts";
import type { Value } from "../../core/json.ts";
import type { Done, RequestContext } from "../service.ts";
import { NOTHING_SEEN, type Progress } from "./fan-out.ts";
import type { PublishedMessage, Topic } from "./model.ts";
import type { CheckedPublication } from "./publication.ts";
import { incarnation } from "./subscription-rows.ts";
import { putMessage, type TopicIncarnation } from "./table.ts";
import { topicArn } from "./topic-address.ts";

/** What an effect that fans a message out carries: where the message is and how far it has come. */
export interface FanOutInput {
  readonly topic: TopicIncarnation;
  readonly messageId: string;
  /** The last subscription looked at. */
  readonly after?: string;
  readonly progress: Progress;
}

export function fanOutEffect(input: FanOutInput) {
  return {
    target: topicArn(input.topic),
    operation: "FanOut",
    input: { ...input, topic: incarnation(input.topic) } as unknown as { readonly [name: string]: Value },
  };
}

export interface NewMessage {
  readonly id: string;
  readonly checked: CheckedPublication;
}

/** What the publisher is told. */
export interface Taken {
  readonly MessageId: string;
  /** FIFO topics. */
  readonly SequenceNumber?: string;
}

export type Publishing = Required<Pick<Done<unknown>, "writes" | "effects" | "events">> & {
  /** In the order of the messages. */
  readonly taken: readonly Taken[];
};

/**
 * A message's row and one effect, whatever the number of subscribers. Nothing that every publication touches is written, so
 * publications don't get into each other's way.
 */
export function publishAtOnce(topic: Topic, messages: readonly NewMessage[], context: RequestContext): Publishing {
  const resource = topicArn(topic);
  return {
    taken: messages.map(({ id }) => ({ MessageId: id })),
    writes: messages.map(({ id, checked }) => putMessage(context, topic, publishedMessage(id, checked, context.now))),
    effects: messages.map(({ id }) => fanOutEffect({ topic, messageId: id, progress: NOTHING_SEEN })),
    events: messages.map(({ id, checked }) => {
      const text = publishedText(topic, id, checked);
      return { type: "message.published", resource, text, detail: { messageId: id } };
    }),
  };
}

export function publishedMessage(
  id: string,
  { size: _, ...checked }: CheckedPublication,
  publishedAt: number,
): PublishedMessage {
  return { ...checked, id, publishedAt };
}

export function publishedText({ name, fifo }: Topic, id: string, { size, groupId }: CheckedPublication): string {
  const order = fifo ? `, behind what was published to group ${groupId} before` : "";
  return `message ${id} published to topic ${name}: ${counted(size, "byte")}, to be pushed to every subscriber that wants it${order}`;
}
