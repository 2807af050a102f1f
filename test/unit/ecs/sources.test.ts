import { expect, test } from "vitest";
import { collect } from "../../../shared/core/bytes.ts";
import type { TaskSpec } from "../../../shared/ports/task-runtime.ts";
import type { Source } from "../../../shared/services/ecs/model.ts";
import { parseSourceUri } from "../../../shared/services/ecs/source-uri.ts";
import { createBucket } from "../../../shared/services/s3/operations/create-bucket.ts";
import { makeZip } from "../../support/zip.ts";
import { objectsOf, storeBody } from "../s3/bucket.ts";
import { A_MOMENT, createEcsWorld, type EcsWorld } from "./ecs-world.ts";

async function filesOf(spec: TaskSpec | undefined): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { path, bytes } of spec?.files ?? []) files[path] = (await collect(bytes)).toString("utf8");
  return files;
}

/** Runs a node task from the source and gives what the runtime was told, and the task. */
async function start(world: EcsWorld, source: Source) {
  await world.define("app", { image: "node:24", command: ["node", "server.js"], skygroundSource: source });
  const [arn = ""] = await world.run("app");
  await world.settle();
  return { spec: world.tasks.started.find(({ task }) => task === arn), arn };
}

async function zip(world: EcsWorld, content: Uint8Array): Promise<Source> {
  return { kind: "zip", body: await storeBody(world, content) };
}

test("places in buckets: a folder ends in a slash, a zip in .zip", () => {
  expect(parseSourceUri("s3://code/app/")).toEqual({ kind: "folder", bucket: "code", prefix: "app/" });
  expect(parseSourceUri("s3://code")).toEqual({ kind: "folder", bucket: "code", prefix: "" });
  expect(parseSourceUri("s3://code/app.zip")).toEqual({ kind: "zip", bucket: "code", key: "app.zip" });
  for (const wrong of ["s3://code/app", "https://code/app/", "s3://", "s3://A/b/", "file:///etc/"]) {
    expect(parseSourceUri(wrong)).toBeUndefined();
  }
});

test("a folder of a bucket becomes the task's files, without its prefix and its markers", async () => {
  const world = createEcsWorld();
  await world.call(createBucket, { Bucket: "code" });
  const objects = objectsOf(world, "code");
  await objects.put("app/server.js", "listen()");
  await objects.put("app/lib/util.js", "util()");
  await objects.put("app/", "");
  await objects.put("other/secret.js", "no");
  const { spec } = await start(world, { kind: "s3", uri: "s3://code/app/" });
  expect(await filesOf(spec)).toEqual({ "server.js": "listen()", "lib/util.js": "util()" });
});

test("a folder of more objects than one page of a list has", async () => {
  const world = createEcsWorld();
  await world.call(createBucket, { Bucket: "code" });
  const objects = objectsOf(world, "code");
  for (let index = 0; index <= 1000; index += 1) await objects.put(`f${index}.js`, "");
  const { spec } = await start(world, { kind: "s3", uri: "s3://code/" });
  expect(Object.keys(await filesOf(spec))).toHaveLength(1001);
});

test("a zip, uploaded or in a bucket", async () => {
  const world = createEcsWorld();
  const app = makeZip({ "server.js": "listen()", "lib/": "", "lib/util.js": "util()" });
  const files = { "server.js": "listen()", "lib/util.js": "util()" };
  expect(await filesOf((await start(world, await zip(world, app))).spec)).toEqual(files);
  await world.call(createBucket, { Bucket: "code" });
  await objectsOf(world, "code").put("app.zip", app);
  expect(await filesOf((await start(world, { kind: "s3", uri: "s3://code/app.zip" })).spec)).toEqual(files);
});

test("an environment variable names the place too, for clients that only speak AWS's words", async () => {
  const world = createEcsWorld();
  await world.call(createBucket, { Bucket: "code" });
  await objectsOf(world, "code").put("app/server.js", "listen()");
  const environment = [{ name: "SKYGROUND_SOURCE", value: "s3://code/app/" }];
  await world.define("app", { image: "node:24", command: ["node", "server.js"], environment });
  await world.run("app");
  await world.settle();
  expect(await filesOf(world.tasks.started[0])).toEqual({ "server.js": "listen()" });
});

test.each([
  ["a zip that leads out", makeZip({ "../outside.js": "x" }), "invalid relative path"],
  ["a zip with an absolute path", makeZip({ "/etc/passwd": "x" }), "absolute path"],
  ["a zip that leads out by a backslash", makeZip({ "..\\outside.js": "x" }), "invalid relative path"],
  ["a zip with an empty step", makeZip({ "a//b.js": "x" }), "would lie outside the task's folder"],
  ["an empty zip", makeZip({}), "the zip holds no file"],
  ["no zip at all", Buffer.from("this is text"), "this is no zip that can be read"],
  ["half a zip", makeZip({ "a.js": "a".repeat(1000) }).subarray(0, 60), "this is no zip that can be read"],
])("%s fails to start, with a reason, and nothing is unpacked", async (_name, content, reason) => {
  const world = createEcsWorld();
  const { arn, spec } = await start(world, await zip(world, content));
  await world.advance(A_MOMENT);
  expect(spec).toBeUndefined();
  const task = await world.task(arn);
  expect(task).toMatchObject({ lastStatus: "STOPPED", stopCode: "TaskFailedToStart" });
  expect(task.stoppedReason).toMatch(/^CannotPullContainerError: /);
  expect(task.stoppedReason).toContain(reason);
});

test("a zip that unpacks to more than a task may have is refused before it is unpacked", async () => {
  const world = createEcsWorld();
  const zeros = Buffer.alloc(60 * 1024 * 1024);
  const { arn, spec } = await start(world, await zip(world, makeZip({ "a.bin": zeros, "b.bin": zeros })));
  await world.advance(A_MOMENT);
  expect(spec).toBeUndefined();
  expect((await world.task(arn)).stoppedReason).toContain("104857600 bytes are too much for a task");
});

test.each([
  ["s3://none/app/", "The specified bucket does not exist"],
  ["s3://code/none/", "there is no object below this prefix"],
  ["s3://code/none.zip", "The specified key does not exist"],
  ["s3://code/bad/", "would lie outside the task's folder"],
])("%s fails to start: %s", async (uri, reason) => {
  const world = createEcsWorld();
  await world.call(createBucket, { Bucket: "code" });
  await objectsOf(world, "code").put("bad/../../x.js", "x");
  const { arn } = await start(world, { kind: "s3", uri });
  await world.advance(A_MOMENT);
  const { stoppedReason } = await world.task(arn);
  expect(stoppedReason).toContain(`CannotPullContainerError: ${uri}: `);
  expect(stoppedReason).toContain(reason);
});

test("a service whose code cannot be fetched waits longer and longer between attempts", async () => {
  const world = createEcsWorld();
  await world.define("app", { image: "node:24", skygroundSource: { kind: "s3", uri: "s3://none/app/" } });
  await world.serve("app", 1);
  await world.advance(20);
  const service = await world.service("app");
  expect(service.deployments?.[0]?.failedTasks).toBeGreaterThan(3);
  expect(service.deployments?.[0]?.failedTasks).toBeLessThan(8);
  await world.call(createBucket, { Bucket: "none" });
  await objectsOf(world, "none").put("app/index.js", "x");
  await world.advance(60);
  expect(await world.service("app")).toMatchObject({ runningCount: 1 });
});
