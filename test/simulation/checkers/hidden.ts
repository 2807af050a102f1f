import type { Handout, History, Span } from "../history.ts";
import { isBefore } from "../history.ts";

/**
 * Until when (playground time) a message that was handed out is surely hidden, as far as was known at some point of the run.
 * A change of its visibility whose answer was lost, or that took place at the same time, may count or not.
 */
export function hiddenUntil(handout: Handout, { visibilityChanges }: History, asOf: { readonly span: Span }): number {
  let until = handout.span.from + handout.visibilitySeconds * 1000;
  for (const change of visibilityChanges) {
    if (change.handout !== handout || change.span.start > asOf.span.end) continue;
    const changed = change.span.from + change.seconds * 1000;
    const counts = change.outcome === "acknowledged" && isBefore(change, asOf);
    until = counts ? changed : Math.min(until, changed);
  }
  return until;
}
