import { expect, test } from "vitest";
import { createHarness } from "./harness.ts";
import { createQueueStub } from "./queue-stub.ts";

function message(messageId: string, receiveCount: number) {
  return { messageId, receiveCount, shard: 2, body: "hi", receiptHandle: `${messageId}/${receiveCount}` };
}

async function startWorker(environment: Readonly<Record<string, string>>, ...messages: readonly (readonly object[])[]) {
  const stub = await createQueueStub(...messages);
  const harness = await createHarness({ environment: { SKYGROUND_URL: stub.url } });
  const task = await harness.start({ image: "skyground/worker", environment: { QUEUE: "orders", ...environment } });
  const deletes = () => stub.calls.filter(({ method }) => method === "DELETE").map(({ path }) => path);
  return { ...harness, ...stub, task, deletes };
}

test("takes one message at a time by long poll, works on it, deletes it and says so", async () => {
  const { printed, task, calls, deletes } = await startWorker({ SKYGROUND_API_KEY: "k-1" }, [message("m-1", 1)]);
  await printed(task, /^message m-1 \(receive count 1, shard 2\): done and deleted$/m);
  expect(calls[0]).toEqual({
    method: "POST",
    path: "/v1/queues/orders/messages/receive",
    region: "eu-west-1",
    authorization: "Bearer k-1",
    body: { max: 1, waitSeconds: 20 },
  });
  expect(deletes()).toEqual(["/v1/queues/orders/messages/m-1%2F1"]);
});

test("goes on after an empty long poll", async () => {
  const { printed, task } = await startWorker({}, [], [], [message("m-1", 1)]);
  await printed(task, /m-1 .*done and deleted/);
});

test("that forgets to delete works on the message again when it comes back", async () => {
  const { printed, task, deletes } = await startWorker(
    { FORGET_TO_DELETE: "1" },
    [message("m-1", 1)],
    [message("m-1", 2)],
  );
  await printed(task, /m-1 \(receive count 1, shard 2\): done, but forgot to delete it: it comes back/);
  await printed(task, /m-1 \(receive count 2, shard 2\): done, but forgot/);
  expect(deletes()).toEqual([]);
});

test("that forgets every second message deletes the others", async () => {
  const { printed, task, deletes } = await startWorker(
    { FORGET_TO_DELETE: "every:2" },
    [message("m-1", 1)],
    [message("m-2", 1)],
    [message("m-3", 1)],
  );
  await printed(task, /m-2 .*forgot to delete/);
  await printed(task, /m-3 .*done and deleted/);
  expect(deletes()).toEqual(["/v1/queues/orders/messages/m-1%2F1", "/v1/queues/orders/messages/m-3%2F1"]);
});

test("that is idempotent skips a message that it has done, and deletes it", async () => {
  const { printed, task, deletes } = await startWorker(
    { FORGET_TO_DELETE: "1", IDEMPOTENT: "1" },
    [message("m-1", 1)],
    [message("m-1", 2)],
  );
  await printed(task, /m-1 \(receive count 2, shard 2\): already done, skipped and deleted/);
  expect(deletes()).toEqual(["/v1/queues/orders/messages/m-1%2F2"]);
});

test("finishes the message at hand when it is told to stop", async () => {
  const { runtime, reports, task, printed, output, deletes, calls } = await startWorker({ SLOW_SECONDS: "0.3" }, [
    message("m-1", 1),
  ]);
  await printed(task, /works on m-1 for 0\.3 s/);
  await runtime.stop(task, { graceSeconds: 30 });
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 0, code: "UserInitiated" });
  expect((await output(task)).slice(-2)).toEqual([
    "got SIGTERM: finishing the message at hand, then exiting",
    "message m-1 (receive count 1, shard 2): done and deleted",
  ]);
  expect(deletes()).toHaveLength(1);
  expect(calls).toHaveLength(2);
});

test("stops at once while it waits for messages", async () => {
  const { runtime, reports, task, printed } = await startWorker({});
  await printed(task, /takes messages from queue orders/);
  await runtime.stop(task, { graceSeconds: 30 });
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 0 });
});

test("says that Skyground can't be reached and when it tries again", async () => {
  const { start, printed } = await createHarness({ environment: { SKYGROUND_URL: "http://127.0.0.1:1" } });
  const task = await start({ image: "skyground/worker", environment: { QUEUE: "orders" } });
  await printed(task, /^cannot reach Skyground at http:\/\/127\.0\.0\.1:1 \(ECONNREFUSED\): trying again in 1 s$/m);
});

test.each([
  [{}, "QUEUE"],
  [{ QUEUE: "orders", SLOW_SECONDS: "long" }, "SLOW_SECONDS"],
  [{ QUEUE: "orders", FORGET_TO_DELETE: "sometimes" }, "FORGET_TO_DELETE"],
])("with environment %j says what is wrong and exits with 1", async (environment, name) => {
  const { start, reports, output } = await createHarness({ environment: { SKYGROUND_URL: "http://127.0.0.1:1" } });
  const task = await start({ image: "skyground/worker", environment });
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 1 });
  expect((await output(task)).join()).toContain(`${name} `);
});
