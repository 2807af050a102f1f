import { createHash } from "node:crypto";
import type { Scope } from "../../core/context.ts";
import type { Expectation, Key, Partition, Put, Row } from "../../ports/table-store.ts";
import { type TopicIncarnation, topicPath } from "./table.ts";

/*
 * What a FIFO topic keeps besides; <group> is a hash of a message group's id, <sequence> has 20 digits:
 *   timed  <root>/sns/<topic>/groups                         <group>                  its last number; due when it is forgotten
 *   plain  <root>/sns/<topic>/groups/<group>                 <sequence>               a message that waits for its fan-out
 *   plain  <root>/sns/<topic>/lanes                          <subscription>/<group>   while deliveries wait
 *   plain  <root>/sns/<topic>/lanes/<subscription>/<group>   <sequence>               a delivery; the first is being done
 *   timed  <root>/sns/<topic>/duplicates                     hash of the id           due when the id is forgotten
 *   plain  <root>/sns/<topic>/duplicates                     "sweep"                  when forgotten ids are removed next
 *
 * A group is busy and a lane is there as long as exactly one effect works on it: whoever adds to one that isn't starts that
 * effect, and whoever finds nothing left says so in its row, on condition that nobody has added since.
 */

type Root = Pick<Scope, "root">;

/** Ids may be longer than a key. */
export function groupOf(groupId: string): string {
  return createHash("sha256").update(groupId, "utf8").digest("hex");
}

export interface Group {
  /** Its last sequence number, so that the next is higher. */
  readonly last: number;
  /** Messages wait for their fan-out; since when, or since the fan-out was last started again. */
  readonly busySince?: number;
}

export function groupsPartition(scope: Root, topic: TopicIncarnation): Partition {
  return { table: "timed", partition: `${topicPath(scope, topic)}/groups` };
}

export function groupKey(scope: Root, topic: TopicIncarnation, group: string): Key {
  return { ...groupsPartition(scope, topic), sort: group };
}

/** An idle group is forgotten when so much time has gone by that any number is higher than its last. */
export function putGroup(key: Key, group: Group, expect: Expectation, forgetAt?: number): Put {
  return { kind: "put", key, value: { ...group }, expect, ...(forgetAt === undefined ? {} : { dueAt: forgetAt }) };
}

export function groupFromRow(row: Row): Group {
  return row.value as unknown as Group;
}

export function waitingPartition(scope: Root, topic: TopicIncarnation, group: string): Partition {
  return { table: "plain", partition: `${topicPath(scope, topic)}/groups/${group}` };
}

export function waitingKey(scope: Root, topic: TopicIncarnation, group: string, sequence: string): Key {
  return { ...waitingPartition(scope, topic, group), sort: sequence };
}

export interface Waiting {
  readonly messageId: string;
  /** The trace of its publication, which its fan-out goes on with. */
  readonly traceId: string;
}

export function putWaiting(
  scope: Root,
  topic: TopicIncarnation,
  group: string,
  sequence: string,
  waiting: Waiting,
): Put {
  return { kind: "put", key: waitingKey(scope, topic, group, sequence), value: { ...waiting } };
}

export function waitingFromRow(row: Row): Waiting {
  return row.value as unknown as Waiting;
}

export function laneKey(scope: Root, topic: TopicIncarnation, { subscription, group }: LaneAddress): Key {
  return { table: "plain", partition: `${topicPath(scope, topic)}/lanes`, sort: `${subscription}/${group}` };
}

/** A subscription's deliveries of one group. */
export interface LaneAddress {
  readonly subscription: string;
  readonly group: string;
}

export function lanePartition(scope: Root, topic: TopicIncarnation, { subscription, group }: LaneAddress): Partition {
  return { table: "plain", partition: `${topicPath(scope, topic)}/lanes/${subscription}/${group}` };
}

export function laneEntryKey(scope: Root, topic: TopicIncarnation, lane: LaneAddress, sequence: string): Key {
  return { ...lanePartition(scope, topic, lane), sort: sequence };
}

export interface LaneEntry {
  readonly messageId: string;
  /** The delivery's id. */
  readonly id: string;
  /** The message has no other delivery. */
  readonly alone: boolean;
  readonly traceId: string;
}

export function putLaneEntry(
  scope: Root,
  topic: TopicIncarnation,
  lane: LaneAddress,
  sequence: string,
  entry: LaneEntry,
): Put {
  return { kind: "put", key: laneEntryKey(scope, topic, lane, sequence), value: { ...entry } };
}

export function laneEntryFromRow(row: Row): LaneEntry {
  return row.value as unknown as LaneEntry;
}

/** What was published under a deduplication id, until the id is forgotten. */
export interface Published {
  readonly messageId: string;
  readonly sequence: string;
}

export function duplicatesPartition(scope: Root, topic: TopicIncarnation): Partition {
  return { table: "timed", partition: `${topicPath(scope, topic)}/duplicates` };
}

export function duplicateKey(scope: Root, topic: TopicIncarnation, id: string): Key {
  return { ...duplicatesPartition(scope, topic), sort: createHash("sha256").update(id, "utf8").digest("hex") };
}

export function putDuplicate(key: Key, published: Published, forgetAt: number, expect: Expectation): Put {
  return { kind: "put", key, value: { ...published }, dueAt: forgetAt, expect };
}

export function duplicateFromRow(row: Row): Published {
  return row.value as unknown as Published;
}

export function sweepKey(scope: Root, topic: TopicIncarnation): Key {
  return { table: "plain", partition: `${topicPath(scope, topic)}/duplicates`, sort: "sweep" };
}

export interface Sweep {
  /** When it comes. */
  readonly at: number;
  /** It found nothing: the next time that it finds nothing it comes no more. */
  readonly isLast?: true;
}

export function putSweep(scope: Root, topic: TopicIncarnation, sweep: Sweep, expect: Expectation): Put {
  return { kind: "put", key: sweepKey(scope, topic), value: { ...sweep }, expect };
}

export function sweepFromRow(row: Row): Sweep {
  return row.value as unknown as Sweep;
}
