import { copyOf, type Handout, type History, isBefore, type QueueLife, type Sent } from "../history.ts";
import { wasRedriven } from "./copies.ts";
import { groupKey, handoutsByGroup, isEarlier, isPlaced, type Placed, words } from "./groups.ts";

/** A group's messages are numbered in the order in which they were sent, and come out in the order of their numbers. */
export function groupOrder(history: History): string[] {
  return [...numberFaults(history), ...answerFaults(history), ...overtakings(history)];
}

/** One send after the other: the later one has the higher number. A purge forgets the numbers, and the clock may stand still here. */
function numberFaults({ sent, purges }: History): string[] {
  const isPurgedBetween = (first: Placed<Sent>, second: Placed<Sent>) =>
    purges.some(
      ({ queue, span }) => queue === first.queue && span.end > first.span.start && span.start < second.span.end,
    );
  const groups = Map.groupBy(sent.filter(isPlaced), ({ queue, place }) => groupKey(queue, place));
  return [...groups].flatMap(([group, messages]) =>
    messages.flatMap((first) =>
      messages
        .filter((second) => isBefore(first, second) && !isEarlier(first, second) && !isPurgedBetween(first, second))
        .map((second) => `${group}: ${second.token} was sent after ${first.token} and has no higher number`),
    ),
  );
}

/** In one answer. */
function answerFaults(history: History): string[] {
  return [...handoutsByGroup(history)].flatMap(([group, handouts]) =>
    handouts.flatMap((second, index) => {
      const first = handouts[index - 1];
      if (!first || first.span !== second.span || isEarlier(first, second)) return [];
      return [`${group}: one answer has ${words(second)} behind ${words(first)}`];
    }),
  );
}

/** The first time that a message is handed out, all that stand before it have been, or are in the same answer. */
function overtakings(history: History): string[] {
  const sentByGroup = Map.groupBy(history.sent.filter(isPlaced), ({ queue, place }) => groupKey(queue, place));
  return [...handoutsByGroup(history)].flatMap(([group, handouts]) => {
    const messages = sentByGroup.get(group) ?? [];
    const firsts = new Map<string, Placed<Handout>>();
    for (const handout of handouts) if (!firsts.has(copyOf(handout))) firsts.set(copyOf(handout), handout);
    return messages.flatMap((earlier) => {
      if (mayBeMissing(earlier, history)) return [];
      const own = [...firsts.values()].find(({ token }) => token === earlier.token);
      return [...firsts.values()]
        .filter((later) => isEarlier(earlier, later) && isBefore(earlier, later))
        .filter((later) => !own || (own.span !== later.span && own.span.end > later.span.end))
        .map((later) => `${group} gave ${words(later)} before ${earlier.token} (${earlier.place.sequence})`);
    });
  });
}

/** Whether a message may have gone without being seen: purged, expired, given up unseen, or numbered anew by a redrive. */
function mayBeMissing({ queue, span }: Placed<Sent>, history: History): boolean {
  return (
    history.purges.some((purge) => purge.queue === queue && purge.span.end > span.start) ||
    span.from + queue.settings.retentionSeconds * 1000 <= history.endedAt ||
    mayBeGivenUpUnseen(queue, history) ||
    wasRedriven(history, queue.name)
  );
}

/** Received as often as the redrive policy allows, and no client saw it. */
function mayBeGivenUpUnseen(queue: QueueLife, { lostReceives, unhidingReceives }: History): boolean {
  return (
    queue.settings.redrive !== undefined && [...lostReceives, ...unhidingReceives].some((one) => one.queue === queue)
  );
}
