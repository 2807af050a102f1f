import {
  copyKey,
  copyOf,
  type Handout,
  type History,
  isBefore,
  type QueueLife,
  type Sent,
  type Span,
} from "../history.ts";

/** A message that a queue was to get. */
export interface Copy {
  readonly key: string;
  readonly span: Span;
  /** The queue that it was meant for; undefined when it is unclear which of several lives of the queue got it. */
  readonly queue: QueueLife | undefined;
  /** Its sender was told that it is there: it must not be lost. Others may have arrived or not. */
  readonly isSure: boolean;
  /** Set when it was sent to the queue itself and not published. */
  readonly sent?: Sent;
}

export function copiesOf(history: History): readonly Copy[] {
  return [...sentCopies(history), ...publishedCopies(history)];
}

function sentCopies({ sent }: History): Copy[] {
  return sent.map((one) => ({
    key: copyKey(one.token, one.queue.name),
    span: one.span,
    queue: one.queue,
    isSure: one.outcome === "acknowledged",
    sent: one,
  }));
}

/** One for each subscription whose filter lets it through, in a queue that was there all the time. */
function publishedCopies(history: History): Copy[] {
  return history.published.flatMap((published) =>
    history.subscriptions
      .filter(({ topic, kinds, removal }) => {
        if (topic !== published.topic || (removal && isBefore(removal, published))) return false;
        return kinds === undefined || kinds.includes(published.kind);
      })
      .map((subscription) => {
        const queue = history.livesOf(subscription.queue).find((life) => isBefore(life, published) && !life.deletion);
        const isStable = isBefore(subscription, published) && !subscription.removal && queue !== undefined;
        return {
          key: copyKey(published.token, subscription.queue),
          span: published.span,
          queue,
          isSure: isStable && published.outcome === "acknowledged",
        };
      }),
  );
}

export function handoutsByCopy({ handouts }: History): ReadonlyMap<string, readonly Handout[]> {
  return Map.groupBy(handouts, copyOf);
}

/** Whether messages of a queue may have come back from its dead-letter queue, as new ones, before the end of a span. */
export function wasRedriven(history: History, queueName: string, until?: Span): boolean {
  const targets = new Set(history.livesOf(queueName).map(({ settings }) => settings.redrive?.queue));
  return history.redrives.some(({ queue, span }) => targets.has(queue.name) && (!until || span.start < until.end));
}
