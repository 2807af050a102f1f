import { copyOf, type Handout, type History, type Place, type QueueLife, type Sent } from "../history.ts";

export type Placed<T> = T & { readonly place: Required<Place> };

export function isPlaced<T extends { readonly place?: Place }>(one: T): one is Placed<T> {
  return one.place?.sequence !== undefined;
}

/** What was handed out of FIFO queues, by queue and group. */
export function handoutsByGroup({ handouts }: History): ReadonlyMap<string, readonly Placed<Handout>[]> {
  return Map.groupBy(handouts.filter(isPlaced), ({ queue, place }) => groupKey(queue, place));
}

/** A queue that was created again is another one. */
export function groupKey(queue: QueueLife, { group }: Place): string {
  return `${group} of ${queue.name} since ${queue.span.start}`;
}

export function isEarlier(one: Placed<Handout | Sent>, other: Placed<Handout | Sent>): boolean {
  return one.place.sequence < other.place.sequence;
}

export function words(handout: Placed<Handout>): string {
  return `${copyOf(handout)} (${handout.place.sequence}, at ${handout.span.from})`;
}
