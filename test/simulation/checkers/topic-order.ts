import { copyOf, type Handout, type History, isBefore, type Published } from "../history.ts";
import { wasRedriven } from "./copies.ts";
import { isEarlier, isPlaced, type Placed, words } from "./groups.ts";

/** What is published later has the higher number, and a queue's own numbers stand in the order of the topic's. */
export function topicOrder(history: History): string[] {
  return [...numberFaults(history), ...overtakings(history)];
}

function numberFaults(history: History): string[] {
  return [...publishedByGroup(history)].flatMap(([group, messages]) =>
    messages.flatMap((first) =>
      messages
        .filter((second) => isBefore(first, second) && first.place.sequence >= second.place.sequence)
        .map((second) => `${group}: ${second.token} was published after ${first.token} and has no higher number`),
    ),
  );
}

/** A queue numbers what it is given in the order in which it is given it; a redrive gives new numbers. */
function overtakings(history: History): string[] {
  return [...publishedByGroup(history)].flatMap(([group, messages]) => {
    const number = new Map(messages.map(({ token, place }) => [token, place.sequence]));
    const queues = Map.groupBy(
      firstHandouts(history).filter(({ token }) => number.has(token)),
      ({ queue }) => queue,
    );
    return [...queues].flatMap(([, handouts]) => {
      const inQueue = handouts.toSorted((one, other) => (isEarlier(one, other) ? -1 : 1));
      return inQueue.flatMap((second, index) => {
        const first = inQueue[index - 1];
        if (!first || (number.get(first.token) ?? "") < (number.get(second.token) ?? "")) return [];
        if (isPurgedBetween(history, messages, second, first)) return [];
        return [`${group}: ${words(first)} stands before ${words(second)}, which was published earlier`];
      });
    });
  });
}

/** A purge forgets a queue's numbers, and the clock may stand still here: what comes after it may be given a lower one again. */
function isPurgedBetween(
  { purges }: History,
  messages: readonly Placed<Published>[],
  earlier: Handout,
  later: Handout,
): boolean {
  const published = messages.find(({ token }) => token === earlier.token);
  return purges.some(
    ({ queue, span }) =>
      queue === later.queue && span.start < later.span.end && span.end > (published?.span.start ?? Number.NaN),
  );
}

function publishedByGroup({ published }: History): ReadonlyMap<string, readonly Placed<Published>[]> {
  return Map.groupBy(published.filter(isPlaced), ({ topic, place }) => `${place.group} of ${topic}`);
}

/** Out of the queue that the topic gave them to, and not out of its dead-letter queue. */
function firstHandouts(history: History): readonly Placed<Handout>[] {
  const seen = new Set<string>();
  return history.handouts.filter(isPlaced).filter((handout) => {
    const isFirst = !seen.has(copyOf(handout)) && handout.givenUpBy === undefined;
    seen.add(copyOf(handout));
    return isFirst && !wasRedriven(history, handout.queue.name);
  });
}
