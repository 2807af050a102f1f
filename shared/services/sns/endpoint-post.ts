import type { Delivery } from "../../ports/delivery-gateway.ts";
import type { RequestContext } from "../service.ts";
import { splitUrl } from "./endpoint.ts";
import { DEFAULT_CONTENT_TYPE } from "./http-policy.ts";
import type { Subscription, Topic } from "./model.ts";
import { subscriptionArn, topicArn } from "./topic-address.ts";

const AGENT = "Amazon Simple Notification Service Agent";

/** What is posted to an endpoint. */
export interface EndpointPost {
  readonly type: "Notification" | "SubscriptionConfirmation" | "UnsubscribeConfirmation";
  readonly messageId: string;
  readonly body: string;
  readonly contentType?: string;
  /** The body is the message as it was published. Its attributes don't go with it, on AWS neither. */
  readonly raw?: boolean;
}

interface Try {
  /** The delivery's, whichever try it is. */
  readonly id: string;
  /** 1 at first. */
  readonly attempt: number;
}

/** A POST as SNS makes it. https://docs.aws.amazon.com/sns/latest/dg/http-header.html */
export function endpointPost(
  topic: Topic,
  subscription: Subscription,
  { type, messageId, body, contentType = DEFAULT_CONTENT_TYPE, raw = false }: EndpointPost,
  { id, attempt }: Try,
  { root, traceId, now }: RequestContext,
): Delivery {
  const { url, credentials } = splitUrl(subscription.endpoint);
  const arn = subscriptionArn(topic, subscription.id);
  return {
    id,
    attempt,
    root,
    kind: "http",
    to: url,
    from: AGENT,
    text: body,
    headers: {
      "x-amz-sns-message-type": type,
      "x-amz-sns-message-id": messageId,
      "x-amz-sns-topic-arn": topicArn(topic),
      // An endpoint that has not said yes is not told yet.
      ...(type === "SubscriptionConfirmation" ? {} : { "x-amz-sns-subscription-arn": arn }),
      ...(raw ? { "x-amz-sns-rawdelivery": "true" } : {}),
      "content-type": contentType,
      "user-agent": AGENT,
      "accept-encoding": "gzip,deflate",
    },
    ...(credentials ? { credentials } : {}),
    source: topicArn(topic),
    traceId,
    at: now,
  };
}
