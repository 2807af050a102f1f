import { afterAll, beforeAll, expect, test } from "vitest";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { SystemClock } from "../../shared/adapters/system/clock.ts";
import { ApiClient } from "../api/support/client.ts";
import { Command } from "../api/support/command.ts";
import { type TemporaryFolder, temporaryFolder } from "../api/support/temporary-folder.ts";
import { taskProcesses } from "./support/processes.ts";
import { Ledger, objectBody, write } from "./support/writers.ts";

const WRITERS = 32;
const KILLS = 10;
const DESIRED_COUNT = 2;
/** Each server lives so long under load, at random: it is killed at its start, in full swing, and in between. */
const LIFE_MILLISECONDS = { min: 150, max: 1500 };
/** At least so much was acknowledged by each of them. */
const MIN_WRITTEN = 16;
/** How long what a killed server started may outlive it. */
const ORPHAN_SECONDS = 30;
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const clock = new SystemClock();

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove?.());

// Task processes are looked up in /proc.
test.skipIf(process.platform !== "linux")(
  `ten kills under load lose nothing that was acknowledged (CRASH_SEED=${seed})`,
  async () => {
    const random = new SeededRandom(seed);
    const ledger = new Ledger();
    await withServer(prepare);
    for (let kill = 0; kill < KILLS; kill += 1) await killUnderLoad(kill, random, ledger);
    await withServer(async (api) => {
      await api.post("/v1/playground/clock", { advanceSeconds: 60 });
      await checkCounts(api);
      await checkMessages(api, ledger);
      await checkObjects(api, ledger);
      await checkService(api);
    });
  },
);

async function withServer(work: (api: ApiClient, url: string) => Promise<void>): Promise<void> {
  await using server = new Command(["--port", "0", "--data", folder.path]);
  const url = await server.up();
  await work(new ApiClient(url), url);
}

async function prepare(api: ApiClient): Promise<void> {
  await api.post("/v1/queues", { name: "crash" });
  await api.post("/v1/buckets", { name: "crash-bucket" });
  await api.post("/v1/task-definitions", { family: "web", image: "skyground/web", cpu: 256, memory: 512 });
  const { status } = await api.post("/v1/services", {
    name: "web",
    taskDefinition: "web",
    desiredCount: DESIRED_COUNT,
  });
  expect(status).toBe(201);
  await checkService(api);
}

async function killUnderLoad(kill: number, random: SeededRandom, ledger: Ledger): Promise<void> {
  await using server = new Command(["--port", "0", "--data", folder.path]);
  const url = await server.up();
  const stop = new AbortController();
  const writers = Array.from({ length: WRITERS }, (_, writer) => {
    const chance = () => random.below(1_000_000) / 1_000_000;
    return write({ api: new ApiClient(url), ledger, name: `${kill}-${writer}`, chance, signal: stop.signal });
  });
  const before = acknowledged(ledger);
  await clock.sleep(LIFE_MILLISECONDS.min + random.below(LIFE_MILLISECONDS.max - LIFE_MILLISECONDS.min));
  // On a slow machine nothing may have been written yet.
  await eventually("the writers write", 30, async () => acknowledged(ledger) >= before + MIN_WRITTEN);
  server.process.kill("SIGKILL");
  await server.ended();
  stop.abort();
  await Promise.all(writers);
  await eventually(
    `the tasks of the killed server ${url} are gone`,
    ORPHAN_SECONDS,
    async () => (await taskProcesses(url)).length === 0,
  );
}

function acknowledged(ledger: Ledger): number {
  return ledger.sent.size + ledger.stored.size;
}

async function checkCounts(api: ApiClient): Promise<void> {
  const { body: queue } = await api.get<{ visible: number; inFlight: number; delayed: number }>("/v1/queues/crash");
  let counted = 0;
  let nextToken: string | undefined;
  do {
    const token = nextToken ? `&nextToken=${nextToken}` : "";
    const { body } = await api.get<{ messages: unknown[]; nextToken?: string }>(
      `/v1/queues/crash/messages?limit=100${token}`,
    );
    counted += body.messages.length;
    nextToken = body.nextToken;
  } while (nextToken);
  expect(queue).toMatchObject({ visible: counted, inFlight: 0, delayed: 0 });
}

async function checkMessages(api: ApiClient, ledger: Ledger): Promise<void> {
  const there = new Set<string>();
  for (;;) {
    const { body } = await api.post<{ messages: { body: string }[] }>("/v1/queues/crash/messages/receive", {
      max: 10,
      visibilityTimeoutSeconds: 43_200,
    });
    if (body.messages.length === 0) break;
    for (const message of body.messages) there.add(message.body);
  }
  const lost = [...ledger.sent].filter((text) => !there.has(text) && !ledger.openMessages.has(text));
  const back = [...ledger.deletedMessages].filter((text) => there.has(text));
  process.stdout.write(
    `messages: ${ledger.sent.size} sent, ${ledger.deletedMessages.size} deleted, ${there.size} there\n`,
  );
  expect({ lost, back }).toEqual({ lost: [], back: [] });
  expect(ledger.sent.size).toBeGreaterThan(WRITERS);
}

async function checkObjects(api: ApiClient, ledger: Ledger): Promise<void> {
  const wrong: string[] = [];
  for (const key of ledger.stored) {
    const { status, text } = await api.get(`/v1/buckets/crash-bucket/objects/${key}`);
    const there = status === 200 && text === objectBody(key);
    const gone = status === 404;
    const right = ledger.deletedObjects.has(key) ? gone : ledger.openObjects.has(key) ? there || gone : there;
    if (!right) wrong.push(`${key}: ${status}`);
  }
  process.stdout.write(`objects: ${ledger.stored.size} stored, ${ledger.deletedObjects.size} deleted\n`);
  expect(wrong).toEqual([]);
  expect(ledger.stored.size).toBeGreaterThan(WRITERS);
}

async function checkService(api: ApiClient): Promise<void> {
  await eventually(`the service runs ${DESIRED_COUNT} tasks`, 60, async () => {
    const { body } = await api.get<{ runningCount: number }>("/v1/services/web");
    return body.runningCount === DESIRED_COUNT;
  });
}

async function eventually(what: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
  const until = clock.now() + seconds * 1000;
  while (!(await holds())) {
    if (clock.now() > until) throw new Error(`Not within ${seconds} s: ${what}`);
    await clock.sleep(50);
  }
}
