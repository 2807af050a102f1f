import { describe, expect, test } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { MILLISECONDS_PER_DAY } from "../../../shared/core/time.ts";
import { idempotencyPartitions } from "../../../shared/engine/idempotency.ts";
import { operation } from "../../../shared/services/service.ts";
import type { World } from "../../support/world.ts";
import { createProbe, rowKey } from "./probe.ts";

interface Order {
  readonly item: string;
  readonly fail?: boolean;
}

interface Receipt {
  readonly OrderId: number;
  readonly At: Date;
  readonly Seal: Uint8Array;
  readonly Nothing?: string | undefined;
}

const placeOrder = operation<Order, Receipt>()({
  service: "probe",
  name: "PlaceOrder",
  prefetch: async (_input, { random }) => random.below(1_000_000),
  commit(OrderId, { item, fail = false }, context) {
    if (fail) throw new ServiceError("OutOfStock", `No ${item} left.`);
    return {
      output: { OrderId, At: new Date(context.now), Seal: new Uint8Array([1, 2, 3]), Nothing: undefined },
      writes: [{ kind: "add", key: rowKey({ root: "totals" }, "orders"), by: { count: 1 } }],
    };
  },
});

function shop(): { world: World; place: Place; orders(): Promise<number> } {
  const { world } = createProbe([placeOrder]);
  const place: Place = (idempotencyKey, order = { item: "cup" }, as = {}) =>
    world.call(placeOrder, order, as, { idempotencyKey });
  const orders = async () => (await world.store.totals(rowKey({ root: "totals" }, "orders"))).count ?? 0;
  return { world, place, orders };
}

type Place = (key: string | undefined, order?: Order, as?: Parameters<World["call"]>[2]) => Promise<Receipt>;

describe("a request with an Idempotency-Key", () => {
  test("that is repeated gets the same answer and changes nothing", async () => {
    const { place, orders, world } = shop();
    const first = await place("k");
    world.clock.advance(5000);
    const second = await place("k");
    expect(second).toEqual({ OrderId: first.OrderId, At: first.At, Seal: first.Seal });
    expect(second.At).toBeInstanceOf(Date);
    expect(Buffer.from(second.Seal)).toEqual(Buffer.from([1, 2, 3]));
    expect(await orders()).toBe(1);
  });

  test("without one is done each time", async () => {
    const { place, orders } = shop();
    await place(undefined);
    await place(undefined);
    expect(await orders()).toBe(2);
  });

  test("whose key was used for something else is refused with 422", async () => {
    const { place, orders } = shop();
    await place("k");
    const refusal = await place("k", { item: "plate" }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ServiceError);
    expect(refusal).toMatchObject({ code: "IdempotencyKeyReused", status: 422 });
    expect(await orders()).toBe(1);
  });

  test("is remembered for 24 hours of playground time", async () => {
    const { place, orders, world } = shop();
    const first = await place("k");
    await world.advance(MILLISECONDS_PER_DAY / 1000 - 1);
    expect((await place("k")).OrderId).toBe(first.OrderId);
    world.clock.advance(1000);
    expect((await place("k")).OrderId).not.toBe(first.OrderId);
    expect(await orders()).toBe(2);
  });

  test("is removed by the sweep when its time is over, and not before", async () => {
    const { place, world } = shop();
    await place("k");
    const rows = async () => {
      const partitions = idempotencyPartitions(await world.root());
      const pages = await Promise.all(partitions.map((one) => world.store.query({ ...one, limit: 10 })));
      return pages.flat().length;
    };
    await world.advance(MILLISECONDS_PER_DAY / 1000 - 1);
    expect(await rows()).toBe(1);
    await world.advance(1);
    expect(await rows()).toBe(0);
  });

  test("that comes twice at once is done once, and both get the same answer", async () => {
    const { place, orders } = shop();
    const [first, second] = await Promise.all([place("k"), place("k")]);
    expect(second?.OrderId).toBe(first?.OrderId);
    expect(await orders()).toBe(1);
  });

  test("that failed may be tried again", async () => {
    const { place, orders } = shop();
    await expect(place("k", { item: "cup", fail: true })).rejects.toThrow("No cup left.");
    await place("k");
    expect(await orders()).toBe(1);
  });

  test("is another one in another account or region", async () => {
    const { place, orders } = shop();
    await place("k");
    await place("k", { item: "cup" }, { account: "111111111111" });
    await place("k", { item: "cup" }, { region: "eu-west-1" });
    expect(await orders()).toBe(3);
  });
});
