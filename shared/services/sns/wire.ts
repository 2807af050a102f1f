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
    Unsubscribe: { input: byLink },
  },
};

function byLink<Input extends object>(
  input: Input,
  { headers }: { readonly headers: Readonly<Record<string, string>> },
) {
  return headers.authorization === undefined ? { ...input, ByLink: true } : input;
}
