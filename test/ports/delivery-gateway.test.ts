import { expect, test } from "vitest";
import { InboxGateway } from "../../shared/adapters/inbox/delivery-gateway.ts";
import { LmdbTableStore } from "../../shared/adapters/lmdb/table-store.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { MemoryTableStore } from "../../shared/adapters/memory/table-store.ts";
import { delivery, deliveryGatewayContract } from "./delivery-gateway.ts";
import { lmdbSubject, plainSubject } from "./subject.ts";

deliveryGatewayContract(
  "InboxGateway in memory",
  plainSubject(() => new InboxGateway({ store: new MemoryTableStore({ random: new SeededRandom(1) }) })),
);
deliveryGatewayContract("InboxGateway on LMDB", async () => {
  const { port: store, dispose } = await lmdbSubject(
    (environment) => new LmdbTableStore({ environment, random: new SeededRandom(1) }),
  )();
  return { port: new InboxGateway({ store }), dispose };
});

test("InboxGateway keeps the newest deliveries, about as many as its cap", async () => {
  const store = new MemoryTableStore({ random: new SeededRandom(1) });
  const inbox = new InboxGateway({ store, maxDeliveries: 100 });
  for (let at = 0; at < 500; at += 1) await inbox.deliver(delivery(`d-${at}`, { at }));
  const kept = await inbox.delivered({ root: "default.1", limit: 1000 });
  expect(kept.length).toBeGreaterThanOrEqual(100);
  expect(kept.length).toBeLessThan(140);
  expect(kept.at(-1)?.id).toBe("d-499");
  const receipts = await store.query({ table: "plain", partition: "default.1/inbox-receipts", limit: 1000 });
  expect(receipts).toHaveLength(kept.length);
});
