import { receiptHandleIsInvalid } from "./errors.ts";

/** What a receipt handle of a standard queue says: which message (shard and sort key) and which receive of it. Opaque to clients. */
export interface Receipt {
  readonly shard: number;
  readonly sort: string;
  /** Fits only the latest receive. */
  readonly receipt: string;
}

/** The same of a FIFO queue: a message stands in its group under its sequence number. */
export interface FifoReceipt {
  readonly groupId: string;
  readonly sequence: string;
  readonly receipt: string;
}

export function encodeReceiptHandle({ shard, sort, receipt }: Receipt): string {
  return encode(`${shard}|${sort}|${receipt}`);
}

export function encodeFifoReceiptHandle({ groupId, sequence, receipt }: FifoReceipt): string {
  return encode(`fifo|${sequence}|${receipt}|${groupId}`);
}

export function decodeReceiptHandle(handle: string): Receipt {
  const match = /^(\d{1,3})\|([0-9]{14}-[\w-]{1,64})\|([\w-]{1,64})$/.exec(decode(handle));
  if (!match) throw receiptHandleIsInvalid(handle);
  const [, shard = "", sort = "", receipt = ""] = match;
  return { shard: Number(shard), sort, receipt };
}

export function decodeFifoReceiptHandle(handle: string): FifoReceipt {
  const match = /^fifo\|([0-9]{20})\|([\w-]{1,64})\|([!-~]{1,128})$/.exec(decode(handle));
  if (!match) throw receiptHandleIsInvalid(handle);
  const [, sequence = "", receipt = "", groupId = ""] = match;
  return { groupId, sequence, receipt };
}

function encode(text: string): string {
  return Buffer.from(text, "utf8").toString("base64url");
}

function decode(handle: string): string {
  return Buffer.from(handle, "base64url").toString("utf8");
}
