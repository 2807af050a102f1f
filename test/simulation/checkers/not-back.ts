import { copyOf, type Deed, type Handout, type History, isBefore, type OnHandout, type QueueLife } from "../history.ts";
import { type Copy, copiesOf, handoutsByCopy } from "./copies.ts";
import { hiddenUntil } from "./hidden.ts";

/** What was deleted, purged or went with its queue is never handed out again. */
export function notBack(history: History): string[] {
  const handouts = handoutsByCopy(history);
  return [...deletedAndBack(history, handouts), ...emptiedAndBack(history, handouts)];
}

type Handouts = ReadonlyMap<string, readonly Handout[]>;

function deletedAndBack(history: History, handouts: Handouts): string[] {
  return history.deletions
    .filter((deletion) => isFirm(deletion, history))
    .flatMap((deletion) => {
      const key = copyOf(deletion.handout);
      const back = handouts.get(key)?.find((handout) => isBefore(deletion, handout));
      return back ? [`${key} was deleted and handed out again, at receive ${back.receiveCount}`] : [];
    });
}

/** Acknowledged while the message was hidden: nobody else can have received it, so the handle did fit. */
function isFirm(deletion: OnHandout, history: History): boolean {
  return deletion.outcome === "acknowledged" && hiddenUntil(deletion.handout, history, deletion) > deletion.span.until;
}

function emptiedAndBack(history: History, handouts: Handouts): string[] {
  const emptyings: { queue: QueueLife; deed: Deed; how: string }[] = [
    ...history.purges.map((purge) => ({ queue: purge.queue, deed: purge, how: "purged" })),
    ...history.queues.flatMap((queue) => (queue.deletion ? [{ queue, deed: queue.deletion, how: "deleted" }] : [])),
  ];
  const copies = copiesOf(history);
  return emptyings.flatMap(({ queue, deed, how }) => {
    if (deed.outcome !== "acknowledged") return [];
    return copies
      .filter((copy) => wasInside(copy, queue, deed, handouts))
      .filter(({ key }) => handouts.get(key)?.some((handout) => isBefore(deed, handout)))
      .map(({ key }) => `${key} was handed out after ${queue.name} was ${how}`);
  });
}

/** Surely in the queue when it was emptied: queues with a dead-letter queue may have given it up before. */
function wasInside(copy: Copy, queue: QueueLife, deed: Deed, handouts: Handouts): boolean {
  if (copy.queue !== queue || queue.settings.redrive) return false;
  if (copy.sent) return copy.sent.outcome === "acknowledged" && isBefore(copy, deed);
  return handouts.get(copy.key)?.some((handout) => isBefore(handout, deed)) ?? false;
}
