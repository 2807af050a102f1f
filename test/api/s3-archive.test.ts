import { expect, test } from "vitest";
import { startTestServer } from "./support/server.ts";

const DAY = 24 * 60 * 60;

test("an archived object is restored over REST, and lists and headers tell of it", async () => {
  await using server = await startTestServer();
  const { api } = server;
  const advance = (advanceSeconds: number) => api.post("/v1/playground/clock", { advanceSeconds });
  await api.post("/v1/buckets", { name: "archive" });
  const path = `${server.url}/v1/buckets/archive/objects/a/b.txt`;
  await fetch(path, { method: "PUT", body: "ice", headers: { "x-storage-class": "GLACIER" } });
  const listed = async () => {
    const { body } = await api.get("/v1/buckets/archive/objects");
    return (body as { objects: object[] }).objects[0];
  };
  expect(await listed()).toMatchObject({ storageClass: "GLACIER", restoration: "none" });
  const ask = (days: number) =>
    api.post("/v1/buckets/archive/object-restorations/a/b.txt", { days, tier: "Expedited" });
  expect(await ask(1)).toMatchObject({ status: 202, body: { tier: "Expedited" } });
  expect(await ask(1)).toMatchObject({ status: 409, body: { code: "RestoreAlreadyInProgress" } });
  expect(await listed()).toMatchObject({ restoration: "underWay" });
  await advance(300);
  const read = await fetch(path);
  expect([read.headers.get("x-storage-class"), await read.text()]).toEqual(["GLACIER", "ice"]);
  expect(read.headers.get("x-restore")).toContain('ongoing-request="false"');
  expect(await ask(2)).toMatchObject({ status: 200 });
  expect(await listed()).toMatchObject({ restoration: "ready", restoredUntil: expect.stringMatching(/T00:00:00/) });
  await advance(4 * DAY);
  expect(await listed()).toMatchObject({ restoration: "none" });
  expect((await fetch(path)).status).toBe(403);
});

test("transitions are set and shown over REST", async () => {
  await using server = await startTestServer();
  await server.api.post("/v1/buckets", { name: "archive" });
  const rules = [
    {
      id: "cold",
      enabled: true,
      largerThanBytes: 0,
      transitions: [{ afterDays: 0, storageClass: "GLACIER" }],
      noncurrentTransitions: [{ afterDays: 1, keepNewer: 2, storageClass: "DEEP_ARCHIVE" }],
    },
    { id: "on-a-day", enabled: true, transitions: [{ at: "2030-01-01T00:00:00.000Z", storageClass: "GLACIER_IR" }] },
  ];
  const lifecycle = "/v1/buckets/archive/lifecycle";
  expect(await server.api.put(lifecycle, { rules })).toMatchObject({ status: 200, body: { rules } });
  expect(await server.api.get(lifecycle)).toMatchObject({ body: { rules } });
});
