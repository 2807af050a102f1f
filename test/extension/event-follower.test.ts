import { expect, onTestFinished, test, vi } from "vitest";
import { Client } from "../../extension/src/api/client.ts";
import type { Event } from "../../extension/src/api/operations.ts";
import { EventFollower } from "../../extension/src/connection/event-follower.ts";
import { startTestServer } from "../api/support/server.ts";
import { PATIENCE } from "../support/patience.ts";

test("events are told once each, from when the following began", async () => {
  await using server = await startTestServer();
  await server.api.post("/v1/queues", { name: "before" });
  const heard: Event[] = [];
  let began = false;
  const follower = new EventFollower({
    client: new Client({ baseUrl: server.url }),
    onEvents(events) {
      began = true;
      heard.push(...events);
    },
    onLost: () => heard.push(),
  });
  onTestFinished(() => follower.dispose());
  await vi.waitFor(() => expect(began).toBe(true), PATIENCE);
  await server.api.post("/v1/queues", { name: "orders" });
  await vi.waitFor(() => expect(heard).toHaveLength(1), PATIENCE);
  await server.api.post("/v1/queues", { name: "returns" });
  await vi.waitFor(() => expect(heard).toHaveLength(2), PATIENCE);
  expect(heard.map(({ type, resource }) => `${type} ${resource.split(":").at(-1)}`)).toEqual([
    "queue.created orders",
    "queue.created returns",
  ]);
  follower.dispose();
});

test("a playground that has gone is reported once", async () => {
  const server = await startTestServer();
  await server.close();
  const onLost = vi.fn();
  const client = new Client({ baseUrl: server.url });
  new EventFollower({ client, onEvents() {}, onLost, retryMilliseconds: 1 });
  await vi.waitFor(() => expect(onLost).toHaveBeenCalledOnce(), PATIENCE);
});

test("a follower that was let go reports nothing more", async () => {
  const onLost = vi.fn();
  const hanging: typeof fetch = (_url, options) =>
    new Promise((_resolve, reject) => options?.signal?.addEventListener("abort", () => reject(new Error("aborted"))));
  const client = new Client({ baseUrl: "http://127.0.0.1:1", fetch: hanging });
  const follower = new EventFollower({ client, onEvents() {}, onLost, retryMilliseconds: 1 });
  follower.dispose();
  await Promise.resolve();
  expect(onLost).not.toHaveBeenCalled();
});
