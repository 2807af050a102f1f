import type { History } from "../history.ts";
import { copiesOf, handoutsByCopy, wasRedriven } from "./copies.ts";

/** Nothing arrives that nobody sent, that a filter holds back, or that has arrived before as another message. */
export function onlyWhatWasSent(history: History): string[] {
  const possible = new Set(copiesOf(history).map(({ key }) => key));
  return [...handoutsByCopy(history)].flatMap(([key, handouts]) => {
    if (!possible.has(key)) return [`${key} arrived and was not meant to`];
    const [first] = handouts;
    const ids = new Set(handouts.map(({ messageId }) => messageId));
    if (ids.size === 1 || !first || wasRedriven(history, first.givenUpBy ?? first.queue.name)) return [];
    return [`${key} arrived ${ids.size} times, as ${[...ids].join(" and ")}`];
  });
}
