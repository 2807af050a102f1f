import { inboxTopic } from "../../../core/topics.ts";
import { operation } from "../../service.ts";
import { applicationArn } from "../mobile.ts";
import { textFor } from "../publication.ts";
import { checkPushable, findSubscriber, type PushMessage } from "../push-message.ts";

/**
 * Hands a message for a device to the inbox: there is no push service that would take it. The text is what the platform's push
 * service would have been given. https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-application-as-subscriber.html
 */
export const pushToEndpoint = operation<PushMessage, Record<string, never>>()({
  service: "sns",
  name: "PushToEndpoint",
  internal: true,

  prefetch: async ({ endpoint }, tools) => checkPushable(await findSubscriber(endpoint, tools)),

  commit({ application }, { id, messageId, endpoint, message, perProtocol, subject, source }, context) {
    const { root, traceId, now } = context;
    const { platform } = application;
    const delivery = {
      id,
      root,
      kind: "push",
      to: endpoint,
      from: applicationArn(application),
      ...(subject === undefined ? {} : { subject }),
      text: textFor(platform, { message, perProtocol }),
      source,
      traceId,
      at: now,
    } as const;
    return {
      async call(outside) {
        await outside.deliveries.deliver(delivery);
        const text = `message ${messageId} for the device of ${endpoint} is in the inbox: there is no ${platform} here that would push it`;
        const event = { type: "message.delivered", resource: endpoint, text, detail: { messageId } };
        return { output: {}, events: [event], wakes: [inboxTopic(root)] };
      },
    };
  },
});
