import { createHash } from "node:crypto";
import { sortableInstant } from "../../core/ids.ts";
import type { Delivered, Delivery, DeliveryGateway, DeliveryQuery } from "../../ports/delivery-gateway.ts";
import type { Key, Partition, TableStore, Write } from "../../ports/table-store.ts";

/** Deliveries kept per playground; when there are a page more, the oldest page goes. */
export const MAX_INBOX_DELIVERIES = 2000;
/** Rows read or removed at a time: three writes each would not fit in a transaction beyond 33. */
const PAGE = 100;
const TRIM_PAGE = 40;

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

  async deliver(delivery: Delivery): Promise<void> {
    const receipt = receiptKey(delivery);
    const key = { ...inbox(delivery.root), sort: positionOf(delivery) };
    const result = await this.#store.transact([
      { kind: "put", key: receipt, value: null, expect: "absent" },
      { kind: "put", key, value: { ...delivery } },
      { kind: "add", key: countKey(delivery.root), by: { deliveries: 1 } },
    ]);
    // A conflict says that it was delivered before.
    if (result.ok) await this.#trim(delivery.root);
  }

  async delivered({ root, kind, to, after, limit }: DeliveryQuery): Promise<readonly Delivered[]> {
    const found: Delivered[] = [];
    let behind = after;
    while (found.length < limit) {
      const rows = await this.#store.query({
        ...inbox(root),
        limit: PAGE,
        ...(behind === undefined ? {} : { after: behind }),
      });
      for (const row of rows) {
        const delivery = row.value as unknown as Delivery;
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
      { kind: "delete", key: receiptKey(row.value as unknown as Delivery) },
    ]);
    // A conflict says that somebody else trims at the same time: that will do.
    await this.#store.transact([
      ...removals,
      { kind: "add", key: countKey(root), by: { deliveries: -oldest.length } } as const,
    ]);
  }
}

function inbox(root: string): Partition {
  return { table: "plain", partition: `${root}/inbox` };
}

/** Says that a delivery was made, whatever instant its repetition carries. */
function receiptKey({ root, id }: Pick<Delivery, "root" | "id">): Key {
  return { table: "plain", partition: `${root}/inbox-receipts`, sort: digest(id) };
}

function countKey(root: string): Key {
  return { table: "plain", partition: `${root}/inbox-count`, sort: "deliveries" };
}

/** Time first, so that the order of positions is that of time; an id may be longer than a key. */
function positionOf({ at, id }: Delivery): string {
  return `${sortableInstant(at)}-${digest(id).slice(0, 16)}`;
}

function digest(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}
