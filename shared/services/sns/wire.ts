import type { WireBinding } from "../service.ts";
import { MAX_BODY_BYTES } from "./limits.ts";

/**
 * The Query protocol. AWS checks that required members are there before anything else. The links in envelopes and confirmations
 * are calls that nobody signs: the token in the one, the subscription's ARN in the other is what whoever follows them has.
 */
export const wire: WireBinding = {
  validation: { code: "ValidationError" },
  maxBodyBytes: MAX_BODY_BYTES,
  // Those that ask the topic's policy, and that a policy may give to everybody.
  anonymous: ["GetTopicAttributes", "ListSubscriptionsByTopic", "Publish", "PublishBatch", "Subscribe"],
  links: ["ConfirmSubscription", "Unsubscribe"],
  operations: {
    ConfirmSubscription: { input: byLink },
    Publish: { input: traced },
    PublishBatch: { input: traced },
    Unsubscribe: { input: byLink },
  },
};

/** AWS hands the X-Ray header of a publication on to queues. https://docs.aws.amazon.com/sns/latest/dg/sns-active-tracing.html */
function traced<Input extends object>(
  input: Input,
  { headers }: { readonly headers: Readonly<Record<string, string>> },
) {
  const header = headers["x-amzn-trace-id"];
  return header !== undefined && XRAY_HEADER.test(header) ? { ...input, TraceHeader: header } : input;
}

const XRAY_HEADER = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(;[A-Za-z]+=[A-Za-z0-9-]{1,100}){0,4}$/;

function byLink<Input extends object>(
  input: Input,
  { headers }: { readonly headers: Readonly<Record<string, string>> },
) {
  return headers.authorization === undefined ? { ...input, ByLink: true } : input;
}
