import { createHash } from "node:crypto";
import { sortableInstant } from "../../core/ids.ts";
import type { Value } from "../../core/json.ts";
import type {
  Delivered,
  Delivery,
  DeliveryGateway,
  DeliveryOutcome,
  DeliveryQuery,
} from "../../ports/delivery-gateway.ts";
import type { Key, Partition, Row, TableStore, Write } from "../../ports/table-store.ts";

/** Deliveries kept per playground; when there are a page more, the oldest page goes. */
const MAX_INBOX_DELIVERIES = 2000;
/** Rows read or removed at a time: two writes each must fit in a transaction. */
const PAGE = 100;
const TRIM_PAGE = 40;
const ATTEMPT_DIGITS = 3;

/** An HTTP body in JSON's escapes can be longer than a row of DynamoDB (400 KB): what is kept of it is cut and says so. */
const MAX_KEPT_CHARACTERS = 100_000;
const KEPT: DeliveryOutcome = { status: "kept" };

export interface InboxOptions {
  readonly store: TableStore;
  readonly maxDeliveries?: number;
}

/** Keeps what leaves the playground where a learner can read it; nothing goes out for real. */
export class InboxGateway implements DeliveryGateway {
  readonly #store: TableStore;
  readonly #maxDeliveries: number;

  constructor({ store, maxDeliveries = MAX_INBOX_DELIVERIES }: InboxOptions) {
    this.#store = store;
    this.#maxDeliveries = maxDeliveries;
  }

  async deliver(delivery: Delivery): Promise<DeliveryOutcome> {
    await this.keep(delivery, KEPT);
    return KEPT;
  }

  /** Keeps a delivery, or one more failed try of it, with what became of it. */
  async keep({ credentials: _, ...delivery }: Delivery, outcome: DeliveryOutcome): Promise<void> {
    const entry: Entry = { ...delivery, text: cut(delivery.text), outcome };
    const result = await this.#store.transact([
      { kind: "put", key: receiptKey(entry), value: { ...outcome }, expect: "absent" },
      { kind: "put", key: { ...inbox(delivery.root), sort: positionOf(entry) }, value: entry as unknown as Value },
      { kind: "add", key: countKey(delivery.root), by: { deliveries: 1 } },
    ]);
    // A conflict says that it was kept before.
    if (result.ok) await this.#trim(delivery.root);
  }

  /** How a delivery got through; undefined when it has not yet. */
  async outcomeOf(delivery: Pick<Delivery, "root" | "id">): Promise<DeliveryOutcome | undefined> {
    const receipt = await this.#store.get(receiptKey({ ...delivery, outcome: KEPT }));
    return receipt && ((receipt.value as unknown as DeliveryOutcome | null) ?? KEPT);
  }

  async delivered({ root, kind, to, after, limit, reverse = false }: DeliveryQuery): Promise<readonly Delivered[]> {
    const found: Delivered[] = [];
    let behind = after;
    while (found.length < limit) {
      const rows = await this.#store.query({
        ...inbox(root),
        limit: PAGE,
        reverse,
        ...(behind === undefined ? {} : { after: behind }),
      });
      for (const row of rows) {
        const delivery = entryFromRow(row);
        if (kind !== undefined && delivery.kind !== kind) continue;
        if (to !== undefined && delivery.to !== to) continue;
        if (found.length < limit) found.push({ ...delivery, position: row.sort });
      }
      if (rows.length < PAGE) break;
      behind = rows.at(-1)?.sort;
    }
    return found;
  }

  async #trim(root: string): Promise<void> {
    const { deliveries = 0 } = await this.#store.totals(countKey(root));
    if (deliveries < this.#maxDeliveries + TRIM_PAGE) return;
    const oldest = await this.#store.query({ ...inbox(root), limit: TRIM_PAGE });
    const removals = oldest.flatMap((row): Write[] => [
      { kind: "delete", key: { ...inbox(root), sort: row.sort }, expect: { version: row.version } },
      { kind: "delete", key: receiptKey(entryFromRow(row)) },
    ]);
    // A conflict says that somebody else trims at the same time: that will do.
    await this.#store.transact([
      ...removals,
      { kind: "add", key: countKey(root), by: { deliveries: -oldest.length } } as const,
    ]);
  }
}

type Entry = Omit<Delivered, "position">;

/** Deliveries of earlier versions went no further than the inbox. */
function entryFromRow(row: Row): Entry {
  const entry = row.value as unknown as Entry;
  return { ...entry, outcome: entry.outcome ?? KEPT };
}

function inbox(root: string): Partition {
  return { table: "plain", partition: `${root}/inbox` };
}

/** Says that a delivery was made (or that a try of it failed), whatever instant its repetition carries. */
function receiptKey(entry: Pick<Entry, "root" | "id" | "attempt" | "outcome">): Key {
  return { table: "plain", partition: `${entry.root}/inbox-receipts`, sort: digest(nameOf(entry)) };
}

function nameOf({ id, attempt = 1, outcome }: Pick<Entry, "id" | "attempt" | "outcome">): string {
  return outcome.status === "failed" ? `${id}#${attempt}` : id;
}

function countKey(root: string): Key {
  return { table: "plain", partition: `${root}/inbox-count`, sort: "deliveries" };
}

/** Time first, so that the order of positions is that of time, and tries of one instant come in their order; an id may be longer than a key. */
function positionOf(entry: Entry): string {
  const attempt = String(entry.attempt ?? 1).padStart(ATTEMPT_DIGITS, "0");
  return `${sortableInstant(entry.at)}-${attempt}-${digest(nameOf(entry)).slice(0, 16)}`;
}

function cut(text: string): string {
  if (text.length <= MAX_KEPT_CHARACTERS) return text;
  return `${text.slice(0, MAX_KEPT_CHARACTERS)}… (cut: the text has ${text.length} characters)`;
}

function digest(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}
