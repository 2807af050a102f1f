import type { PublishInput, PublishResponse } from "@aws-sdk/client-sns";
import { uuid } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { phoneNumber } from "../endpoint.ts";
import { invalidParameter, notBuilt } from "../errors.ts";
import { readPublication } from "../publication.ts";
import { publication } from "../publish-effects.ts";
import { readTopic } from "../stored.ts";

/** Stores the message and answers; it is pushed to the subscribers in the background. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const publish = operation<PublishInput, PublishResponse>()({
  service: "sns",
  name: "Publish",

  async prefetch(input, tools) {
    const { topic } = await readTopic(readTarget(input), tools, "Publish");
    return { topic, checked: readPublication(input), id: uuid(tools.random) };
  },

  commit({ topic, checked, id }, _input, context) {
    return { output: { MessageId: id }, ...publication(topic, [{ id, checked }], context) };
  },
});

function readTarget({ TopicArn, TargetArn, PhoneNumber }: PublishInput): string {
  if (PhoneNumber !== undefined) throw refusePhoneNumber(PhoneNumber);
  const target = TopicArn || TargetArn;
  if (!target) throw invalidParameter("TopicArn or TargetArn Reason: no value for required parameter", "publish");
  if (/^arn:aws:sns:[^:]*:[^:]*:endpoint\//.test(target))
    throw notBuilt("Publishing to a mobile app's endpoint", "Publish to a topic.", "publish");
  return target;
}

function refusePhoneNumber(number: string) {
  if (!phoneNumber(number))
    return invalidParameter(`PhoneNumber Reason: ${number} is not valid to publish to`, "publish");
  return notBuilt(
    "Publishing to a phone number",
    "Subscribe the number to a topic and publish to the topic.",
    "publish",
  );
}
