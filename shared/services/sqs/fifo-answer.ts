import type { EventDraft } from "../../core/event.ts";
import type { Outside } from "../service.ts";
import type { FifoMessage, Queue } from "./model.ts";
import type { ReceiveMessageOutput, Wanted } from "./receive-state.ts";
import { bodyText, receivedMessage } from "./received-message.ts";
import { queueArn } from "./table.ts";

/** The messages as AWS answers them. One that expired in the meantime is left out. */
export async function answer(
  messages: readonly FifoMessage[],
  wanted: Wanted,
  { bodies }: Pick<Outside, "bodies">,
): Promise<ReceiveMessageOutput> {
  const Messages = await Promise.all(
    messages.map(async (message) => receivedMessage(message, await bodyText(message.body, bodies), wanted)),
  );
  return Messages.length > 0 ? { Messages } : {};
}

export function receiveEvent(queue: Queue, message: FifoMessage, hiddenUntil: number, now: number): EventDraft {
  const { id, groupId, receiveCount } = message;
  const again = receiveCount > 1 ? ` again (receive ${receiveCount}: it was received before and never deleted)` : "";
  const hidden = (hiddenUntil - now) / 1000;
  const text = `message ${id} handed out${again}, hidden for ${hidden} s: until it is deleted, what comes behind it in group ${groupId} waits`;
  return {
    type: "message.received",
    resource: queueArn(queue),
    text,
    detail: { messageId: id, receiveCount, groupId },
  };
}
