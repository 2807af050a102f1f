import type { Arn } from "../../../core/arn.ts";
import { operation } from "../../service.ts";
import { testMessage } from "../event-record.ts";
import { TEST_EVENT_PAGE } from "../limits.ts";
import type { DestinationKind } from "../model.ts";
import { deliver } from "../notify.ts";
import { bucketArn } from "../table.ts";

interface SendTestEventsInput {
  readonly Bucket: string;
  readonly Account: string;
  readonly Destinations: readonly { readonly kind: DestinationKind; readonly destination: Arn }[];
}

/** Tells each destination of a bucket that the way to it is open. Beyond what a transaction holds, it goes on by an effect of its own. */
export const sendTestEvents = operation<SendTestEventsInput, Record<string, never>>()({
  service: "s3",
  name: "SendTestEvents",
  internal: true,

  prefetch: async () => undefined,

  commit(_state, { Bucket, Account, Destinations }, context) {
    const message = testMessage(Bucket, context);
    const bucket = { name: Bucket, account: Account };
    const now = Destinations.slice(0, TEST_EVENT_PAGE).map((destination) => deliver(destination, bucket, message));
    const later = Destinations.slice(TEST_EVENT_PAGE);
    if (later.length === 0) return { output: {}, effects: now };
    const rest = {
      target: bucketArn(Bucket),
      operation: "SendTestEvents",
      input: { Bucket, Account, Destinations: later },
    };
    return { output: {}, effects: [...now, rest] };
  },
});
