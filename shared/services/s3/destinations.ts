import { ServiceError } from "../../core/errors.ts";
import type { ReadTools } from "../service.ts";
import type { Notification } from "./model.ts";

/** Whether every destination is there and can take S3's messages; all that aren't are told at once, as AWS does. */
export async function checkDestinations(
  rules: readonly Notification[],
  { describe }: Pick<ReadTools, "describe">,
): Promise<void> {
  const distinct = [...new Map(rules.map((rule) => [rule.destination, rule])).values()];
  const reasons = await Promise.all(distinct.map((rule) => refusal(rule, describe)));
  const refused = distinct.flatMap(({ destination }, index) => {
    const reason = reasons[index];
    return reason === undefined ? [] : [{ destination, reason }];
  });
  if (refused.length === 0) return;
  const details = refused.flatMap(({ destination, reason }, index) => [
    [`ArgumentName${index + 1}`, destination],
    [`ArgumentValue${index + 1}`, reason],
  ]);
  throw new ServiceError("InvalidArgument", "Unable to validate the following destination configurations", {
    docs: "bucket-notification",
    details: Object.fromEntries(details),
  });
}

async function refusal(
  { kind, destination }: Notification,
  describe: ReadTools["describe"],
): Promise<string | undefined> {
  const found = await describe(destination);
  if (found?.type !== kind) return `The destination ${kind} does not exist`;
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
  if (destination.endsWith(".fifo")) return `S3 does not send to FIFO ${kind}s; use a standard ${kind}`;
  return undefined;
}
