import { expect, test } from "vitest";
import { InboxGateway } from "../../shared/adapters/inbox/delivery-gateway.ts";
import { OutgoingGateway } from "../../shared/adapters/inbox/outgoing-gateway.ts";
import { LmdbTableStore } from "../../shared/adapters/lmdb/table-store.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { MemoryTableStore } from "../../shared/adapters/memory/table-store.ts";
import type { Delivery, DeliveryOutcome } from "../../shared/ports/delivery-gateway.ts";
import { failure, refusal } from "../../shared/ports/outlet.ts";
import { delivery, deliveryGatewayContract } from "./delivery-gateway.ts";
import { lmdbSubject, plainSubject } from "./subject.ts";

deliveryGatewayContract("InboxGateway in memory", plainSubject(newInbox));
deliveryGatewayContract(
  "OutgoingGateway without outlets",
  plainSubject(() => new OutgoingGateway({ inbox: newInbox(), outlets: {} })),
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

test("OutgoingGateway sends out what has an outlet, once it got through never again, and keeps the tries that failed", async () => {
  const answers: (DeliveryOutcome | Error)[] = [
    failure("it answered 500", { statusCode: 500, answer: "oops" }),
    refusal("it answered 404", { statusCode: 404 }),
    { status: "delivered", statusCode: 200 },
  ];
  const sent: Delivery[] = [];
  const http = {
    async send(one: Delivery) {
      sent.push(one);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer ?? { status: "kept" as const };
    },
  };
  const gateway = new OutgoingGateway({ inbox: newInbox(), outlets: { http } });
  const post = delivery("a", { kind: "http", credentials: { user: "ada", password: "secret" } });
  await expect(gateway.deliver({ ...post, attempt: 1 })).rejects.toThrow("it answered 500");
  await expect(gateway.deliver({ ...post, attempt: 2, at: 2000 })).rejects.toMatchObject({ status: 400 });
  expect(await gateway.deliver({ ...post, attempt: 3, at: 3000 })).toEqual({ status: "delivered", statusCode: 200 });
  expect(await gateway.deliver({ ...post, attempt: 3, at: 3000 })).toEqual({ status: "delivered", statusCode: 200 });
  expect(sent).toHaveLength(3);
  await gateway.deliver(delivery("b", { kind: "sms", at: 4000 }));
  const kept = await gateway.delivered({ root: "default.1", limit: 10 });
  expect(kept.map(({ id, attempt, outcome }) => ({ id, attempt, outcome }))).toEqual([
    { id: "a", attempt: 1, outcome: { status: "failed", reason: "it answered 500", statusCode: 500, answer: "oops" } },
    { id: "a", attempt: 2, outcome: { status: "failed", reason: "it answered 404", statusCode: 404 } },
    { id: "a", attempt: 3, outcome: { status: "delivered", statusCode: 200 } },
    { id: "b", outcome: { status: "kept" } },
  ]);
  expect(JSON.stringify(kept)).not.toContain("secret");
});

test("InboxGateway cuts a text that would fit in no row, and shows what an earlier version kept", async () => {
  const store = new MemoryTableStore({ random: new SeededRandom(1) });
  const inbox = new InboxGateway({ store });
  await inbox.deliver(delivery("long", { text: "x".repeat(300_000) }));
  const old = { table: "plain", partition: "default.1/inbox", sort: "00000000000500-old" } as const;
  await store.transact([{ kind: "put", key: old, value: { ...delivery("old", { at: 500 }) } as never }]);
  const [first, second] = await inbox.delivered({ root: "default.1", limit: 10 });
  expect(first).toMatchObject({ id: "old", outcome: { status: "kept" } });
  expect(second?.text).toMatch(/^x{100000}… \(cut: the text has 300000 characters\)$/);
});

function newInbox(): InboxGateway {
  return new InboxGateway({ store: new MemoryTableStore({ random: new SeededRandom(1) }) });
}
