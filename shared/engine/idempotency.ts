import { createHash } from "node:crypto";
import type { RequestContext } from "../core/context.ts";
import { ServiceError } from "../core/errors.ts";
import { MILLISECONDS_PER_DAY } from "../core/time.ts";
import type { Key, Partition, Put, Row } from "../ports/table-store.ts";
import { packAnswer, unpackAnswer } from "./stored-answer.ts";

/** How long an Idempotency-Key is remembered (DESIGN: 24 h), in playground time. */
const IDEMPOTENCY_MILLISECONDS = MILLISECONDS_PER_DAY;
export const MAX_IDEMPOTENCY_KEY_LENGTH = 255;

const SHARDS = 4;

export function idempotencyPartitions(root: string): readonly Partition[] {
  return Array.from({ length: SHARDS }, (_, shard) => ({ table: "timed", partition: `${root}/idempotency/${shard}` }));
}

/** Remembers a request's answer in the request's own transaction, so that a repeat gets the same answer and changes nothing. */
export class Idempotency {
  readonly #key: Key;
  readonly #fingerprint: string;
  readonly #now: number;

  constructor(idempotencyKey: string, request: { operation: string; input: unknown }, context: RequestContext) {
    const name = createHash("sha256").update(`${context.account}/${context.region}/${idempotencyKey}`).digest();
    this.#key = {
      table: "timed",
      partition: `${context.root}/idempotency/${(name[0] ?? 0) % SHARDS}`,
      sort: name.toString("hex"),
    };
    this.#fingerprint = createHash("sha256").update(JSON.stringify(request, bytesNotPlace)).digest("hex");
    this.#now = context.now;
  }

  get key(): Key {
    return this.#key;
  }

  /** The remembered answer, or undefined when the request is new. */
  recall(row: Row | undefined): { readonly output: unknown } | undefined {
    if (!row || (row.dueAt ?? 0) <= this.#now) return undefined;
    const { fingerprint, output } = row.value as { fingerprint: string; output: unknown };
    if (fingerprint !== this.#fingerprint) {
      throw new ServiceError(
        "IdempotencyKeyReused",
        "This Idempotency-Key was used for a different request in the last 24 hours. Send a new key with a new request.",
        { status: 422 },
      );
    }
    return { output: unpackAnswer(output) };
  }

  remember(row: Row | undefined, output: unknown): Put {
    return {
      kind: "put",
      key: this.#key,
      value: { fingerprint: this.#fingerprint, output: packAnswer(output) },
      dueAt: this.#now + IDEMPOTENCY_MILLISECONDS,
      expect: row ? { version: row.version } : "absent",
    };
  }
}

/** A repeated upload is another blob with the same bytes: the request is the same. */
function bytesNotPlace(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("kind" in value) || value.kind !== "blob") return value;
  return { ...value, blob: undefined };
}
