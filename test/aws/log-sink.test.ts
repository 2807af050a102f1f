import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, expect, test } from "vitest";
import { FargateLogSink } from "../../shared/adapters/ecs/log-sink.ts";
import { MemoryLogSink } from "../../shared/adapters/memory/log-sink.ts";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { MemoryTableStore } from "../../shared/adapters/memory/table-store.ts";
import { CLIENT } from "./support/clients.ts";
import { type LogsStandIn, startLogsStandIn } from "./support/cloudwatch-logs.ts";

const STREAM = "default.1/ecs/default/0123";
const ECS_TASK = "arn:aws:ecs:us-east-1:123456789012:task/skyground/abcdef";

let standIn: LogsStandIn;
afterEach(() => standIn.close());

/** A sink whose one task has written these lines, some of them in the same millisecond. */
async function sinkOf(instants: readonly number[], pageSize?: number) {
  const lines = instants.map((timestamp, index) => ({ timestamp, message: `line ${index}` }));
  standIn = await startLogsStandIn(async (stream) => (stream === "task/app/abcdef" ? lines : undefined), pageSize);
  const store = new MemoryTableStore({ random: new SeededRandom(1) });
  await store.transact([
    { kind: "put", key: { table: "plain", partition: "fargate/logs", sort: STREAM }, value: ECS_TASK },
    { kind: "put", key: { table: "plain", partition: "fargate/logs", sort: "default.1/new" }, value: "task/none" },
  ]);
  const clock = new ManualClock();
  const others = new MemoryLogSink();
  const client = new CloudWatchLogsClient({ ...CLIENT, endpoint: standIn.url });
  const sink = new FargateLogSink({ client, logGroup: "/skyground/test/tasks", store, clock, others });
  const texts = async (query: { after?: string; limit: number; tail?: boolean }) =>
    (await sink.read({ stream: STREAM, ...query })).map(({ text }) => text);
  return { sink, clock, lines, texts };
}

const INSTANTS = [5, 5, 5, 6, 7, 7, 9];

test("lines come in their order, and a reader resumes behind any of them", async () => {
  const { sink, texts } = await sinkOf(INSTANTS);
  const all = await sink.read({ stream: STREAM, limit: 100 });
  expect(all.map(({ text }) => text)).toEqual(INSTANTS.map((_, index) => `line ${index}`));
  expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted());
  for (const [index, { id }] of all.entries()) {
    expect(await texts({ after: id, limit: 2 })).toEqual(all.slice(index + 1, index + 3).map(({ text }) => text));
  }
});

test("the last lines have the names that they have from the front, also when their instant began before them", async () => {
  const { sink } = await sinkOf(INSTANTS);
  const all = await sink.read({ stream: STREAM, limit: 100 });
  for (let limit = 1; limit <= INSTANTS.length; limit += 1) {
    expect(await sink.read({ stream: STREAM, limit, tail: true })).toEqual(all.slice(-limit));
  }
});

test("pages of CloudWatch are followed to their end", async () => {
  const { texts } = await sinkOf(INSTANTS, 2);
  expect(await texts({ limit: 100 })).toHaveLength(INSTANTS.length);
});

test("a stream that CloudWatch has not begun is empty, and who waits asks once a second", async () => {
  const { sink, clock, lines, texts } = await sinkOf([1]);
  expect(await sink.read({ stream: "default.1/new", limit: 10 })).toEqual([]);
  const [line] = await sink.read({ stream: STREAM, limit: 10 });
  const after = line?.id ?? "";
  const asked = standIn.requests.length;
  for (let look = 0; look < 4; look += 1) {
    expect(await texts({ after, limit: 10 })).toEqual([]);
    clock.advance(200);
  }
  // One look: the line that is known, and the page behind it.
  expect(standIn.requests.length).toBe(asked + 2);
  lines.push({ timestamp: 2, message: "more" });
  clock.advance(1000);
  expect(await texts({ after, limit: 10 })).toEqual(["more"]);
});

test("streams of nobody on Fargate are the other sink's, and a dropped one is forgotten", async () => {
  const { sink } = await sinkOf(INSTANTS);
  sink.append("default.1/other", [{ at: 1, text: "here" }]);
  await sink.flush();
  expect(await sink.read({ stream: "default.1/other", limit: 10 })).toMatchObject([{ text: "here" }]);
  await sink.drop("default.1/");
  expect(await sink.read({ stream: "default.1/other", limit: 10 })).toEqual([]);
  expect(await sink.read({ stream: STREAM, limit: 10 })).toEqual([]);
});
