import type { History } from "../history.ts";
import { groupLock } from "./group-lock.ts";
import { groupOrder } from "./group-order.ts";
import { notBack } from "./not-back.ts";
import { notLost } from "./not-lost.ts";
import { notTooEarly } from "./not-too-early.ts";
import { oneReceiver } from "./one-receiver.ts";
import { onlyWhatWasSent } from "./only-what-was-sent.ts";
import { receiveCounts } from "./receive-counts.ts";
import { topicOrder } from "./topic-order.ts";

const CHECKERS: Readonly<Record<string, (history: History) => string[]>> = {
  "nothing acknowledged is lost": notLost,
  "nothing deleted comes back": notBack,
  "a group is received in its order": groupOrder,
  "a FIFO topic hands a group on in its order": topicOrder,
  "a group with a message in flight gives nothing more": groupLock,
  "a message has one receiver at a time": oneReceiver,
  "received as often as the redrive policy allows": receiveCounts,
  "what arrives was sent there, once": onlyWhatWasSent,
  "neither before its delay nor after its retention": notTooEarly,
};

export function checkHistory(history: History): string[] {
  return Object.entries(CHECKERS).flatMap(([promise, check]) => check(history).map((fault) => `${promise}: ${fault}`));
}
