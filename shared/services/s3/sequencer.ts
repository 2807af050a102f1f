const INSTANT_DIGITS = 12;
const COUNT_DIGITS = 4;

/**
 * Orders the events of one key: compared as text, a later event's is greater. The instant in hexadecimal, then a count for
 * changes within one millisecond. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function nextSequencer(now: number, previous: string | undefined): string {
  const first = now.toString(16).toUpperCase().padStart(INSTANT_DIGITS, "0") + "0".repeat(COUNT_DIGITS);
  if (previous === undefined || previous < first) return first;
  const next = BigInt(`0x${previous}`) + 1n;
  return next
    .toString(16)
    .toUpperCase()
    .padStart(INSTANT_DIGITS + COUNT_DIGITS, "0");
}
