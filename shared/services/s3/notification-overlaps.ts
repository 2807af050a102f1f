import { invalidArgument } from "./errors.ts";
import type { Notification } from "./model.ts";
import { covers } from "./notify.ts";

const DOCS = "bucket-notification";

/**
 * S3 sends an event to one destination at most, so two rules may not fit one key and one event both. Who wants several receivers
 * puts a topic between: that is fan-out.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 */
export function checkOverlaps(rules: readonly Notification[]): void {
  for (const [index, left] of rules.entries()) {
    for (const right of rules.slice(index + 1)) {
      if (!sharesEvent(left, right) || !sharesKey(left, right)) continue;
      throw overlap(left, right);
    }
  }
}

function overlap(left: Notification, right: Notification) {
  if (isFiltered(left) || isFiltered(right)) {
    const message =
      "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.";
    return invalidArgument(message, undefined, DOCS);
  }
  const message = "Configurations overlap. Configurations on the same bucket cannot share a common event type.";
  return invalidArgument(message, { name: "Event", value: [...left.events, ...right.events].join(", ") }, DOCS);
}

function sharesEvent(left: Notification, right: Notification): boolean {
  return left.events.some((one) => right.events.some((other) => covers(one, other) || covers(other, one)));
}

function sharesKey(left: Notification, right: Notification): boolean {
  const { prefix: leftPrefix = "", suffix: leftSuffix = "" } = left;
  const { prefix: rightPrefix = "", suffix: rightSuffix = "" } = right;
  return (
    (leftPrefix.startsWith(rightPrefix) || rightPrefix.startsWith(leftPrefix)) &&
    (leftSuffix.endsWith(rightSuffix) || rightSuffix.endsWith(leftSuffix))
  );
}

function isFiltered({ prefix = "", suffix = "" }: Notification): boolean {
  return prefix !== "" || suffix !== "";
}
