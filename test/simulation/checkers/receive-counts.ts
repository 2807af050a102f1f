import { copyOf, type Handout, type History, isBefore } from "../history.ts";
import { handoutsByCopy, wasRedriven } from "./copies.ts";

/** A source queue hands a message out as often as its redrive policy says; then it goes to the dead-letter queue. */
export function receiveCounts(history: History): string[] {
  return [
    ...history.handouts.flatMap((handout) => limitFault(handout, history)),
    ...[...handoutsByCopy(history).values()].flatMap((handouts) => growthFaults(handouts, history)),
  ];
}

function limitFault(handout: Handout, history: History): string[] {
  const { queue, receiveCount, givenUpBy } = handout;
  const { redrive } = queue.settings;
  if (redrive && hadItsDeadLetterQueue(handout, history) && receiveCount > redrive.maxReceives) {
    return [`${copyOf(handout)} was received ${receiveCount} times, ${redrive.maxReceives} are allowed`];
  }
  if (givenUpBy === undefined) return [];
  const limits = history.livesOf(givenUpBy).map(({ settings }) => settings.redrive?.maxReceives ?? Infinity);
  if (receiveCount > Math.min(...limits)) return [];
  return [`${copyOf(handout)} is in ${queue.name} although it was received only ${receiveCount - 1} times`];
}

/** Without its dead-letter queue a queue goes on handing out, as AWS's does. */
function hadItsDeadLetterQueue({ queue }: Handout, history: History): boolean {
  return history.livesOf(queue.settings.redrive?.queue ?? "").some((life) => isBefore(life, queue) && !life.deletion);
}

function growthFaults(handouts: readonly Handout[], history: History): string[] {
  return handouts.flatMap((second) => {
    const first = handouts.findLast((one) => isBefore(one, second));
    const origin = second.givenUpBy ?? second.queue.name;
    if (!first || first.receiveCount < second.receiveCount || wasRedriven(history, origin, second.span)) return [];
    return [`${copyOf(second)}: its receive count was ${first.receiveCount}, then ${second.receiveCount}`];
  });
}
