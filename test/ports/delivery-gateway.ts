import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Delivery, DeliveryGateway, DeliveryQuery } from "../../shared/ports/delivery-gateway.ts";
import type { CreateSubject, Subject } from "./subject.ts";

const ROOT = "default.1";

export function delivery(id: string, more: Partial<Delivery> = {}): Delivery {
  return {
    id,
    root: ROOT,
    kind: "email",
    to: "ada@example.com",
    from: "no-reply@sns.amazonaws.com",
    text: `text of ${id}`,
    source: "arn:aws:sns:us-east-1:000000000000:news",
    traceId: "t-1",
    at: 1000,
    ...more,
  };
}

/** What every delivery gateway does. */
export function deliveryGatewayContract(name: string, create: CreateSubject<DeliveryGateway>): void {
  describe(`${name} as a delivery gateway`, () => {
    let subject: Subject<DeliveryGateway>;
    beforeEach(async () => {
      subject = await create();
    });
    afterEach(() => subject.dispose());

    const delivered = (query: Partial<DeliveryQuery> = {}) =>
      subject.port.delivered({ root: ROOT, limit: 1000, ...query });
    const ids = async (query: Partial<DeliveryQuery> = {}) => (await delivered(query)).map(({ id }) => id);

    test("keeps a delivery as it is", async () => {
      const sent = delivery("a", { subject: "Confirm", link: "http://127.0.0.1:4566/confirm" });
      await subject.port.deliver(sent);
      expect(await delivered()).toEqual([{ ...sent, position: expect.any(String), outcome: { status: "kept" } }]);
    });

    test("drops the same delivery when it comes again, also later and many at once", async () => {
      await Promise.all(Array.from({ length: 10 }, () => subject.port.deliver(delivery("a"))));
      await subject.port.deliver(delivery("a", { at: 2000 }));
      expect(await delivered()).toMatchObject([{ id: "a", at: 1000 }]);
    });

    test("tells deliveries in the order of time", async () => {
      for (const at of [3000, 1000, 20_000, 2000]) await subject.port.deliver(delivery(`at-${at}`, { at }));
      expect(await ids()).toEqual(["at-1000", "at-2000", "at-3000", "at-20000"]);
      const positions = (await delivered()).map(({ position }) => position);
      expect(positions).toEqual(positions.toSorted());
      expect(await ids({ reverse: true, limit: 3 })).toEqual(["at-20000", "at-3000", "at-2000"]);
      expect(await ids({ reverse: true, after: positions[2] ?? "" })).toEqual(["at-2000", "at-1000"]);
    });

    test("filters by kind and recipient, page by page", async () => {
      for (let index = 0; index < 24; index += 1) {
        const kind = index % 2 ? "sms" : "email";
        await subject.port.deliver(delivery(`${index}`, { kind, to: `to-${index % 3}`, at: 1000 + index }));
      }
      expect(await ids({ kind: "sms", limit: 3 })).toEqual(["1", "3", "5"]);
      expect(await ids({ kind: "sms", to: "to-1" })).toEqual(["1", "7", "13", "19"]);
      const [, second] = await delivered({ to: "to-2", limit: 2 });
      expect(await ids({ to: "to-2", after: second?.position ?? "" })).toEqual(["8", "11", "14", "17", "20", "23"]);
      expect(await ids({ to: "nobody" })).toEqual([]);
    });

    test("keeps playgrounds apart", async () => {
      await subject.port.deliver(delivery("a"));
      await subject.port.deliver(delivery("a", { root: "ada.1" }));
      expect(await ids()).toEqual(["a"]);
      expect(await ids({ root: "ada.1" })).toEqual(["a"]);
      expect(await ids({ root: "default.10" })).toEqual([]);
    });
  });
}
