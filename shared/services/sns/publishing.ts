import type { ReadTools, RequestContext } from "../service.ts";
import type { Topic } from "./model.ts";
import { type NewMessage, type Publishing, publishAtOnce } from "./publish-effects.ts";
import { type Memory, publishInOrder, readMemory } from "./publish-in-order.ts";

/** What must be read before messages can be published; nothing for a standard topic. */
export async function readForPublishing(
  topic: Topic,
  messages: readonly NewMessage[],
  tools: Pick<ReadTools, "store" | "context">,
): Promise<Memory | undefined> {
  if (!topic.fifo || messages.length === 0) return undefined;
  return readMemory(
    topic,
    messages.map(({ checked }) => checked),
    tools,
  );
}

export function publishMessages(
  topic: Topic,
  messages: readonly NewMessage[],
  memory: Memory | undefined,
  context: RequestContext,
): Publishing {
  return memory ? publishInOrder(topic, messages, memory, context) : publishAtOnce(topic, messages, context);
}
