import type { PublishInput, PublishResponse } from "@aws-sdk/client-sns";
import { uuid } from "../../../core/ids.ts";
import { operation, type ReadTools } from "../../service.ts";
import { invalidParameter, notAuthorized } from "../errors.ts";
import { publishingLanes } from "../fifo-lanes.ts";
import { readPublication, type Traced } from "../publication.ts";
import { publishPush, readPush } from "../publish-push.ts";
import { publishText, readTextMessage } from "../publish-text.ts";
import { publishMessages, readForPublishing } from "../publishing.ts";
import { isPlatformEndpoint } from "../push-message.ts";
import { readTopic } from "../stored.ts";

/**
 * Stores the message and answers; it is pushed to the subscribers in the background. Or sends one text message, or one to a
 * device. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const publish = operation<PublishInput & Traced, PublishResponse>()({
  service: "sns",
  name: "Publish",

  lanes: ({ TopicArn, TargetArn, MessageGroupId }, context) =>
    publishingLanes(TopicArn || TargetArn, [MessageGroupId], context),

  async prefetch(input, tools) {
    const id = uuid(tools.random);
    if (input.PhoneNumber !== undefined) {
      refuseNobody(input.PhoneNumber, tools);
      return { text: await readTextMessage(input, id, tools) };
    }
    const target = readTarget(input);
    if (isPlatformEndpoint(target)) {
      refuseNobody(target, tools);
      return { push: await readPush(input, target, id, tools) };
    }
    return { topical: await readTopical(input, target, id, tools) };
  },

  commit({ text, push, topical }, _input, context) {
    if (text) return publishText(text, context);
    if (push) return publishPush(push);
    const { topic, messages, memory } = topical;
    const { taken, ...done } = publishMessages(topic, messages, memory, context);
    return { output: { ...taken[0] }, ...done };
  },
});

/** A topic has a policy that may let in everybody; phones and devices have none. */
function refuseNobody(target: string, { context: { principal } }: ReadTools): void {
  if (principal.kind === "anonymous") throw notAuthorized("Publish", target, principal);
}

function readTarget({ TopicArn, TargetArn }: PublishInput): string {
  const target = TopicArn || TargetArn;
  if (!target) throw invalidParameter("TopicArn or TargetArn Reason: no value for required parameter", "publish");
  return target;
}

async function readTopical(input: PublishInput & Traced, target: string, id: string, tools: ReadTools) {
  const { topic } = await readTopic(target, tools, "Publish");
  const messages = [{ id, checked: readPublication(input, topic) }];
  return { topic, messages, memory: await readForPublishing(topic, messages, tools) };
}
