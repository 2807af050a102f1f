/* What clients asked and what they were told: all that the checkers know. Nobody looks into the store for it. */

/** From when to when something took place: in the order of the run, and in playground time. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly until: number;
}

/** A call whose answer was lost in a crash may have taken place or not. */
export type Outcome = "acknowledged" | "unknown";

export interface Deed {
  readonly span: Span;
  readonly outcome: Outcome;
}

export interface QueueSettings {
  readonly visibilitySeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  /** A FIFO queue: its messages have groups. */
  readonly fifo?: true;
  /** Name of the dead-letter queue, and how often a message may be received before it goes there. */
  readonly redrive?: { readonly queue: string; readonly maxReceives: number };
}

/** A queue from its creation to its deletion; the next one of the same name is another. */
export interface QueueLife extends Deed {
  readonly name: string;
  readonly settings: QueueSettings;
  deletion?: Deed;
}

export interface Sent extends Deed {
  /** Stands in the body, so that the message is known again wherever it turns up. */
  readonly token: string;
  readonly queue: QueueLife;
  readonly delaySeconds: number;
  /** In a FIFO queue: where it stands. */
  readonly place?: Place;
}

/** A message's group, and its number in it as far as anybody was told. */
export interface Place {
  readonly group: string;
  readonly sequence?: string;
}

export interface Handout {
  readonly span: Span;
  readonly token: string;
  readonly messageId: string;
  readonly handle: string;
  readonly queue: QueueLife;
  /** The queue that gave the message up, when it was received from a dead-letter queue. */
  readonly givenUpBy: string | undefined;
  readonly receiveCount: number;
  readonly visibilitySeconds: number;
  readonly place?: Place;
}

export interface OnHandout extends Deed {
  readonly handout: Handout;
}

export interface VisibilityChange extends OnHandout {
  readonly seconds: number;
}

export interface OnQueue extends Deed {
  readonly queue: QueueLife;
}

export interface SubscriptionLife extends Deed {
  readonly topic: string;
  readonly queue: string;
  /** The kinds of message that its filter policy lets through; all when absent. */
  readonly kinds?: readonly string[];
  readonly raw: boolean;
  readonly arn?: string;
  removal?: Deed;
}

export interface Published extends Deed {
  readonly token: string;
  readonly topic: string;
  readonly kind: string;
  /** On a FIFO topic: its group, and its number there as far as anybody was told. */
  readonly place?: Place;
}

export class History {
  readonly queues: QueueLife[] = [];
  readonly sent: Sent[] = [];
  readonly handouts: Handout[] = [];
  readonly deletions: OnHandout[] = [];
  readonly visibilityChanges: VisibilityChange[] = [];
  readonly purges: OnQueue[] = [];
  /** Receives without an answer: what they took is hidden and nobody knows. */
  readonly lostReceives: OnQueue[] = [];
  /** Receives that hide nothing: another one may give up what they took before they have read its text. */
  readonly unhidingReceives: OnQueue[] = [];
  readonly redrives: OnQueue[] = [];
  readonly subscriptions: SubscriptionLife[] = [];
  readonly published: Published[] = [];
  /** Playground time at the end of the run. */
  endedAt = 0;

  /** The queue of a name that is there, as far as clients know. */
  queue(name: string): QueueLife | undefined {
    return this.queues.findLast((queue) => queue.name === name && queue.deletion?.outcome !== "acknowledged");
  }

  livesOf(name: string): readonly QueueLife[] {
    return this.queues.filter((queue) => queue.name === name);
  }
}

/** Which message this is, by the queue that it was meant for: a published one has a copy in each queue. */
export function copyOf({ token, queue, givenUpBy }: Handout): string {
  return copyKey(token, givenUpBy ?? queue.name);
}

export function copyKey(token: string, queue: string): string {
  return `${token} for ${queue}`;
}

export function isBefore(first: { readonly span: Span }, second: { readonly span: Span }): boolean {
  return first.span.end < second.span.start;
}
