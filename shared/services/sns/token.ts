import { type ByteSource, hexId } from "../../core/ids.ts";

const SECRET_DIGITS = 64;

/** A token names its subscription, so that ConfirmSubscription, which is given only the topic, finds it without a search. */
export function newToken(subscriptionId: string, random: ByteSource): string {
  return `${subscriptionId.replaceAll("-", "")}${hexId(random, SECRET_DIGITS)}`;
}

/** The id of the subscription that a token would confirm; undefined for what is no token. */
export function subscriptionOfToken(token: string): string | undefined {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[0-9a-f]{64}$/.exec(token);
  return match?.slice(1).join("-");
}
