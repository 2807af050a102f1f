import type { Row, Write } from "../../ports/table-store.ts";
import type { EffectDraft, ReadTools, RequestContext } from "../service.ts";
import { duplicateScope, nextNumber, sequenceNumber } from "./fifo.ts";
import { DEDUPLICATION_MILLISECONDS, STALLED_MILLISECONDS } from "./limits.ts";
import type { PublishedMessage, Topic } from "./model.ts";
import { fanOutInOrderEffect } from "./operations/fan-out-in-order.ts";
import type { CheckedPublication } from "./publication.ts";
import { type NewMessage, type Publishing, publishedMessage, publishedText, type Taken } from "./publish-effects.ts";
import { keepSweeping } from "./sweep-duplicates.ts";
import { putMessage } from "./table.ts";
import {
  duplicateFromRow,
  duplicateKey,
  type Group,
  groupFromRow,
  groupKey,
  groupOf,
  putDuplicate,
  putGroup,
  putWaiting,
  sweepKey,
} from "./table-fifo.ts";
import { topicArn } from "./topic-address.ts";

/** What a FIFO topic remembers of what is to be published. */
export interface Memory {
  /** By the scope of the deduplication id. */
  readonly duplicates: ReadonlyMap<string, Row>;
  /** By the hash of the group's id. */
  readonly groups: ReadonlyMap<string, Row>;
  readonly sweep: Row | undefined;
}

/** Two reads: what was published under these ids lately, and the groups that still have messages to send. */
export async function readMemory(
  topic: Topic,
  publications: readonly CheckedPublication[],
  { store, context }: Pick<ReadTools, "store" | "context">,
): Promise<Memory> {
  const scopes = [...new Set(publications.map((checked) => duplicateScope(topic, checked)))];
  const groups = [...new Set(publications.map(({ groupId = "" }) => groupOf(groupId)))];
  const [duplicates, [sweep, ...open]] = await Promise.all([
    store.getMany(scopes.map((scope) => duplicateKey(context, topic, scope))),
    store.getMany([sweepKey(context, topic), ...groups.map((group) => groupKey(context, topic, group))]),
  ]);
  return { duplicates: byName(scopes, duplicates), groups: byName(groups, open), sweep };
}

function byName(names: readonly string[], rows: readonly (Row | undefined)[]): ReadonlyMap<string, Row> {
  return new Map(names.flatMap((name, index) => (rows[index] ? [[name, rows[index]] as const] : [])));
}

/**
 * Numbers the messages, puts each at the end of its group and starts the fan-out of groups that had none under way. What was
 * published before under the same id gets that one's answer and goes nowhere.
 */
export function publishInOrder(
  topic: Topic,
  messages: readonly NewMessage[],
  memory: Memory,
  context: RequestContext,
): Publishing {
  const order = new Order(topic, memory, context);
  const taken = messages.map((message) => order.take(message));
  return { taken, ...order.end() };
}

class Order {
  readonly #writes: Write[] = [];
  readonly #effects: EffectDraft[] = [];
  readonly #events: { type: string; resource: string; text: string; detail: { messageId: string } }[] = [];
  readonly #groups = new Map<string, Group>();
  readonly #answered = new Map<string, Taken>();
  readonly #topic: Topic;
  readonly #memory: Memory;
  readonly #context: RequestContext;

  constructor(topic: Topic, memory: Memory, context: RequestContext) {
    this.#topic = topic;
    this.#memory = memory;
    this.#context = context;
  }

  take({ id, checked }: NewMessage): Taken {
    const scope = duplicateScope(this.#topic, checked);
    const twin = this.#answered.get(scope) ?? this.#remembered(scope);
    if (twin) return this.#passOver(twin, checked);
    const group = groupOf(checked.groupId ?? "");
    const before = this.#group(group);
    const number = nextNumber(before?.last, this.#context.now);
    this.#groups.set(group, { ...before, last: number });
    const message = { ...publishedMessage(id, checked, this.#context.now), sequenceNumber: sequenceNumber(number) };
    this.#store(message, group, scope);
    const taken = { MessageId: id, SequenceNumber: message.sequenceNumber };
    this.#answered.set(scope, taken);
    this.#tell("message.published", publishedText(this.#topic, id, checked), id);
    return taken;
  }

  end() {
    for (const [group, { last, busySince }] of this.#groups) {
      const row = this.#memory.groups.get(group);
      const key = groupKey(this.#context, this.#topic, group);
      const value = { last, busySince: this.#keepBusy(group, busySince) };
      this.#writes.push(putGroup(key, value, expectation(row)));
    }
    const nothing = { writes: [], effects: [] };
    const sweep = this.#groups.size > 0 ? keepSweeping(this.#topic, this.#memory.sweep, this.#context) : nothing;
    return {
      writes: [...this.#writes, ...sweep.writes],
      effects: [...this.#effects, ...sweep.effects],
      events: this.#events,
    };
  }

  #store(message: PublishedMessage & { sequenceNumber: string }, group: string, scope: string): void {
    const { id: messageId, sequenceNumber: sequence } = message;
    const key = duplicateKey(this.#context, this.#topic, scope);
    const forgetAt = this.#context.now + DEDUPLICATION_MILLISECONDS;
    this.#writes.push(
      putMessage(this.#context, this.#topic, message),
      putWaiting(this.#context, this.#topic, group, sequence, { messageId, traceId: this.#context.traceId }),
      putDuplicate(key, { messageId, sequence }, forgetAt, expectation(this.#memory.duplicates.get(scope))),
    );
  }

  /** Starts the fan-out of a group that has none; again where it has been busy for so long that it may have been given up. */
  #keepBusy(group: string, busySince: number | undefined): number {
    const { now } = this.#context;
    if (busySince !== undefined && now - busySince <= STALLED_MILLISECONDS) return busySince;
    this.#effects.push(fanOutInOrderEffect({ topic: this.#topic, group }));
    return now;
  }

  #group(group: string): Group | undefined {
    const row = this.#memory.groups.get(group);
    return this.#groups.get(group) ?? (row && groupFromRow(row));
  }

  #remembered(scope: string): Taken | undefined {
    const row = this.#memory.duplicates.get(scope);
    if (!row || (row.dueAt ?? 0) <= this.#context.now) return undefined;
    const { messageId, sequence } = duplicateFromRow(row);
    return { MessageId: messageId, SequenceNumber: sequence };
  }

  #passOver(before: Taken, { deduplicationId = "" }: CheckedPublication): Taken {
    const text = `a message with the deduplication id ${deduplicationId} was published to topic ${this.#topic.name} less than 5 minutes ago: this one was accepted and is not sent again`;
    this.#tell("message.duplicate", text, before.MessageId);
    return before;
  }

  #tell(type: string, text: string, messageId: string): void {
    this.#events.push({ type, resource: topicArn(this.#topic), text, detail: { messageId } });
  }
}

function expectation(row: Row | undefined) {
  return row ? { version: row.version } : ("absent" as const);
}
