import type { Instant } from "../../core/time.ts";
import { GROUP_WINDOW } from "./limits.ts";
import type { FifoMessage } from "./model.ts";

/*
 * A message group as a value: what was received, deleted and sent, and what can be received next. It knows no rows.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagegroupid-property.html
 */

/** What changes of a message while it is in the queue. */
export interface GroupEntry {
  readonly sequence: string;
  readonly id: string;
  readonly sentAt: Instant;
  /** Bytes of the body. */
  readonly size: number;
  /** In flight or delayed until then. */
  readonly availableAt: Instant;
  readonly receiveCount: number;
  readonly firstReceivedAt?: Instant;
  readonly lastReceivedAt?: Instant;
  readonly receipt?: string;
}

export interface Group {
  readonly id: string;
  readonly lastSequence: string;
  /** The group's first messages, in order; empty only when the group is. */
  readonly window: readonly GroupEntry[];
  /** How many messages come behind the window. */
  readonly behind: number;
}

/** Ten million numbers a millisecond: 20 digits from 2001 to 2286. */
const NUMBERS_PER_MILLISECOND = 10_000_000n;
const SEQUENCE_DIGITS = 20;

/** Grows within a group whatever the clock does, and needs no row that all groups share. */
export function nextSequence(lastSequence: string | undefined, now: Instant): string {
  const ofClock = BigInt(Math.trunc(now)) * NUMBERS_PER_MILLISECOND;
  const ofGroup = lastSequence === undefined ? 0n : BigInt(lastSequence) + 1n;
  return String(ofClock > ofGroup ? ofClock : ofGroup).padStart(SEQUENCE_DIGITS, "0");
}

export function emptyGroup(id: string, lastSequence: string): Group {
  return { id, lastSequence, window: [], behind: 0 };
}

export function entryOf({ sequence, id, sentAt, availableAt, receiveCount, body, ...rest }: FifoMessage): GroupEntry {
  const { firstReceivedAt, lastReceivedAt } = rest;
  return {
    sequence,
    id,
    sentAt,
    size: body.size,
    availableAt,
    receiveCount,
    ...(firstReceivedAt === undefined ? {} : { firstReceivedAt }),
    ...(lastReceivedAt === undefined ? {} : { lastReceivedAt }),
  };
}

export function appended(group: Group, entry: GroupEntry): Group {
  const lastSequence = entry.sequence;
  const fits = group.behind === 0 && group.window.length < GROUP_WINDOW;
  if (!fits) return { ...group, lastSequence, behind: group.behind + 1 };
  return { ...group, lastSequence, window: [...group.window, entry] };
}

export interface TakeRules {
  readonly max: number;
  readonly now: Instant;
  readonly hiddenUntil: Instant;
  isExpired(entry: GroupEntry): boolean;
  /** Received as often as the redrive policy allows: it goes to the dead-letter queue. */
  isSpent(entry: GroupEntry): boolean;
  /** Whether one more may be handed out beside these. */
  fits(entry: GroupEntry, given: readonly GroupEntry[]): boolean;
  /** Draws the receipt of the n-th message that this take hands out. */
  receipt(index: number): string;
}

export interface TakenEntries {
  readonly group: Group;
  readonly given: readonly GroupEntry[];
  readonly spent: readonly GroupEntry[];
}

/** Hands out messages in order, up to the first that is in flight or delayed: what comes behind it waits. */
export function take(group: Group, rules: TakeRules): TakenEntries {
  const { max, now, hiddenUntil, isExpired, isSpent, fits, receipt } = rules;
  const given: GroupEntry[] = [];
  const spent: GroupEntry[] = [];
  for (const entry of group.window) {
    if (given.length >= max) break;
    // The sweep removes it: a body in the BlobStore must go with its row.
    if (isExpired(entry)) continue;
    if (entry.availableAt > now) break;
    if (isSpent(entry)) {
      spent.push(entry);
      continue;
    }
    if (!fits(entry, given)) break;
    given.push({
      ...entry,
      availableAt: hiddenUntil,
      receiveCount: entry.receiveCount + 1,
      firstReceivedAt: entry.firstReceivedAt ?? now,
      lastReceivedAt: now,
      receipt: receipt(given.length),
    });
  }
  return { group: withEntries(group, given), given, spent };
}

/** The same group with some of its window's entries changed. */
export function withEntries(group: Group, changed: readonly GroupEntry[]): Group {
  if (changed.length === 0) return group;
  const bySequence = new Map(changed.map((entry) => [entry.sequence, entry]));
  return { ...group, window: group.window.map((entry) => bySequence.get(entry.sequence) ?? entry) };
}

/** How many rows have to be read from behind the window when some messages go. */
export function missing(group: Group, gone: ReadonlySet<string>): number {
  const goneInside = group.window.filter(({ sequence }) => gone.has(sequence)).length;
  const goneBehind = gone.size - goneInside;
  return goneInside === 0 || group.behind === 0 ? 0 : GROUP_WINDOW - group.window.length + goneInside + goneBehind;
}

/** The group without some of its messages, the window filled up with those that came next behind it. */
export function without(group: Group, gone: ReadonlySet<string>, next: readonly GroupEntry[]): Group {
  const left = group.window.filter(({ sequence }) => !gone.has(sequence));
  const goneBehind = gone.size - (group.window.length - left.length);
  const moved = next.filter(({ sequence }) => !gone.has(sequence)).slice(0, GROUP_WINDOW - left.length);
  return { ...group, window: [...left, ...moved], behind: group.behind - goneBehind - moved.length };
}

/** When the group is worth a look: when its first message can be received. */
export function dueAt(group: Group): Instant {
  return group.window[0]?.availableAt ?? 0;
}

/** A message as it is now: what never changes from its own row, the rest from its group. */
export function merged(message: FifoMessage, entry: GroupEntry | undefined): FifoMessage {
  return entry ? { ...message, ...entry } : message;
}
