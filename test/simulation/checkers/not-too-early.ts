import type { Handout, History } from "../history.ts";
import { type Copy, copiesOf, handoutsByCopy, wasRedriven } from "./copies.ts";

/** A message shows neither before its delay is over nor after its queue's retention. */
export function notTooEarly(history: History): string[] {
  const handouts = handoutsByCopy(history);
  return copiesOf(history).flatMap((copy) => {
    return (handouts.get(copy.key) ?? []).flatMap((handout) => faults(copy, handout, history));
  });
}

function faults({ key, sent }: Copy, { span, queue }: Handout, history: History): string[] {
  if (!sent) return [];
  if (span.until < sent.span.from + sent.delaySeconds * 1000) {
    return [`${key} was handed out before its delay of ${sent.delaySeconds} s was over`];
  }
  const tooOld = span.from >= sent.span.until + queue.settings.retentionSeconds * 1000;
  // Redriven it is as new.
  return tooOld && !wasRedriven(history, sent.queue.name) ? [`${key} was handed out after its retention`] : [];
}
