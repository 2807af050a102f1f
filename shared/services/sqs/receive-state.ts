import type { ReceiveMessageRequest, ReceiveMessageResult } from "@aws-sdk/client-sqs";
import type { Partition } from "../../ports/table-store.ts";
import type { GroupEntry } from "./fifo-group.ts";
import type { StoredGroup } from "./fifo-rows.ts";
import type { FifoMessage, Queue } from "./model.ts";
import type { ReceivedMessage } from "./received-message.ts";

export interface ReceiveMessageOutput extends ReceiveMessageResult {
  readonly Messages?: ReceivedMessage[];
}

/** Which attributes a receiver asks for. */
export type Wanted = Pick<
  ReceiveMessageRequest,
  "AttributeNames" | "MessageSystemAttributeNames" | "MessageAttributeNames"
>;

/** What a receive knows before it takes anything. */
export interface ReceiveState {
  readonly queue: Queue;
  readonly max: number;
  readonly hiddenUntil: number;
  readonly waitUntil: number;
  readonly deadLetterQueue: Queue | undefined;
  readonly shards: readonly Partition[];
  /** What the receipts of this receive begin with. */
  readonly seed: string;
  /** This receive has counted what is in flight, for all. */
  readonly counts: boolean;
  /** Of FIFO queues: a receive of the same attempt id came before, and what it handed out is still in flight. */
  readonly attempt: Attempt | undefined;
}

export interface AttemptItem {
  readonly groupId: string;
  readonly sequence: string;
  readonly receipt: string;
}

/** What is remembered of an attempt. */
export interface StoredAttempt {
  readonly items: readonly AttemptItem[];
  readonly hiddenUntil: number;
  readonly expiresAt: number;
}

/** What an attempt handed out, as it is now. */
export interface Attempt {
  readonly stored: StoredAttempt;
  readonly groups: readonly { readonly stored: StoredGroup; readonly entries: readonly GroupEntry[] }[];
  readonly messages: readonly FifoMessage[];
}
