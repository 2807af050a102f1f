/*
 * Numbers of deliveries. https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */

/** Of all pauses between the tries of one delivery together. */
export const MAX_TOTAL_DELAY_SECONDS = 3600;
/** AWS names no limit; a rate beyond this one would hold nothing back. */
export const MAX_RECEIVES_PER_SECOND = 100_000;
