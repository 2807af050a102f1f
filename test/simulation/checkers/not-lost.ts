import { copyOf, type Handout, type History, isBefore, type OnHandout } from "../history.ts";
import { type Copy, copiesOf, handoutsByCopy } from "./copies.ts";

/**
 * What was acknowledged was received and deleted in the end, by a client on the way or by the drain, unless it was purged,
 * went with its queue, or was too old.
 */
export function notLost(history: History): string[] {
  const handouts = handoutsByCopy(history);
  const deletions = Map.groupBy(history.deletions, ({ handout }) => copyOf(handout));
  return copiesOf(history)
    .filter(({ isSure }) => isSure)
    .filter((copy) => !(deletions.get(copy.key) ?? []).some((one) => mayCount(one, handouts.get(copy.key) ?? [])))
    .filter((copy) => !wentWithItsQueue(copy, history) && !mayHaveExpired(copy, history))
    .map(({ key }) => `${key} is gone (received ${handouts.get(key)?.length ?? 0} times, never deleted)`);
}

/** A handle fits only the last receive: with an older one nothing was deleted. */
function mayCount(deletion: OnHandout, handouts: readonly Handout[]): boolean {
  return !handouts.some(
    (other) => other !== deletion.handout && isBefore(deletion.handout, other) && isBefore(other, deletion),
  );
}

function homes({ queue }: Copy): ReadonlySet<string | undefined> {
  return new Set([queue?.name, queue?.settings.redrive?.queue]);
}

function wentWithItsQueue(copy: Copy, history: History): boolean {
  const names = homes(copy);
  const isLater = ({ span }: OnHandout | { span: Copy["span"] }) => span.end > copy.span.start;
  return (
    history.purges.some((purge) => names.has(purge.queue.name) && isLater(purge)) ||
    history.queues.some(({ name, deletion }) => names.has(name) && deletion && isLater(deletion))
  );
}

/** Its age counts in the dead-letter queue too. Redriven it is as new, and may be older than this says. */
function mayHaveExpired(copy: Copy, history: History): boolean {
  const retentions = [...homes(copy)]
    .flatMap((name) => history.livesOf(name ?? ""))
    .map((life) => life.settings.retentionSeconds);
  return copy.span.from + Math.min(...retentions) * 1000 <= history.endedAt;
}
