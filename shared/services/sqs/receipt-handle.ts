import { receiptHandleIsInvalid } from "./errors.ts";

/** What a receipt handle says: which message (shard and sort key) and which receive of it. Opaque to clients. */
export interface Receipt {
  readonly shard: number;
  readonly sort: string;
  /** Fits only the latest receive. */
  readonly receipt: string;
}

export function encodeReceiptHandle({ shard, sort, receipt }: Receipt): string {
  return Buffer.from(`${shard}|${sort}|${receipt}`, "utf8").toString("base64url");
}

export function decodeReceiptHandle(handle: string): Receipt {
  const text = Buffer.from(handle, "base64url").toString("utf8");
  const match = /^(\d{1,3})\|([0-9]{14}-[\w-]{1,64})\|([\w-]{1,64})$/.exec(text);
  if (!match) throw receiptHandleIsInvalid(handle);
  const [, shard = "", sort = "", receipt = ""] = match;
  return { shard: Number(shard), sort, receipt };
}
