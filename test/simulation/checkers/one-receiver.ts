import { type Handout, type History, isBefore } from "../history.ts";
import { handoutsByCopy } from "./copies.ts";
import { hiddenUntil } from "./hidden.ts";

/** Nobody receives a message that another received whose visibility timeout is not over. */
export function oneReceiver(history: History): string[] {
  return [...handoutsByCopy(history)].flatMap(([key, handouts]) =>
    handouts.flatMap((first, index) =>
      handouts
        .slice(index + 1)
        .filter((second) => clash(first, second, history))
        .map((second) => `${key} has two receivers: ${words(first)} and ${words(second)}`),
    ),
  );
}

/** Receives that ran side by side may have come in either order: it is wrong when both are. */
function clash(one: Handout, other: Handout, history: History): boolean {
  const wrong = (first: Handout, second: Handout) => second.span.until < hiddenUntil(first, history, second);
  if (isBefore(one, other)) return wrong(one, other);
  if (isBefore(other, one)) return wrong(other, one);
  return wrong(one, other) && wrong(other, one);
}

function words({ span, visibilitySeconds, queue }: Handout): string {
  return `at ${span.from} for ${visibilitySeconds} s from ${queue.name}`;
}
