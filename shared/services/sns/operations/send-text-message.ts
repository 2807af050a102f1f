import { inboxTopic } from "../../../core/topics.ts";
import { operation } from "../../service.ts";
import { SMS_SENDER } from "../letters.ts";
import { smsAttributesFromRow, smsAttributesKey } from "../table-sms.ts";
import { type TextMessage, textMessagesArn } from "../text-message.ts";

/** Hands a text message that belongs to no topic to the inbox. */
export const sendTextMessage = operation<TextMessage, Record<string, never>>()({
  service: "sns",
  name: "SendTextMessage",
  internal: true,

  async prefetch(_message, { store, context, effectId }) {
    const { DefaultSenderID } = smsAttributesFromRow(await store.get(smsAttributesKey(context)));
    return { sender: DefaultSenderID ?? SMS_SENDER, id: effectId ?? "" };
  },

  commit({ sender, id }, { to, text, messageId, senderId }, context) {
    const source = textMessagesArn(context);
    const { root, traceId, now } = context;
    const delivery = {
      id: messageId ?? id,
      root,
      kind: "sms",
      to,
      from: senderId ?? sender,
      text,
      source,
      traceId,
      at: now,
    } as const;
    return {
      async call(outside) {
        await outside.deliveries.deliver(delivery);
        const words = `message ${delivery.id} delivered to ${to}, as a text message`;
        const event = { type: "message.delivered", resource: source, text: words, detail: { messageId: delivery.id } };
        return { output: {}, events: [event], wakes: [inboxTopic(root)] };
      },
    };
  },
});
