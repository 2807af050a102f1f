import { beforeAll, expect, test } from "vitest";
import { makeZip } from "../support/zip.ts";
import type { ProblemBody } from "./support/client.ts";
import { sharedServer } from "./support/shared-server.ts";
import { ask, tasksOf } from "./support/tasks.ts";

const APP = `
import { createServer } from "node:http";
import { word } from "./lib/word.mjs";
createServer((_, response) => response.end(word + " " + process.env.WHO)).listen(process.env.PORT);
`;
const FILES = { "server.mjs": APP, "lib/word.mjs": 'export const word = "hello";' };

const server = sharedServer({ adapters: "lmdb" });
const tasks = tasksOf(server);
beforeAll(() => server.api.post("/v1/buckets", { name: "code" }));

const put = (key: string, body: string | Uint8Array<ArrayBuffer>) =>
  server.api.send("PUT", `/v1/buckets/code/objects/${key}`, {
    body,
    headers: { "content-type": "application/octet-stream" },
  });

function app(source: unknown, family: string) {
  return {
    image: "node:24",
    family,
    command: ["node", "server.mjs"],
    ports: [8080],
    environment: { WHO: family },
    source,
  };
}

test("a learner's own app runs from a folder of a bucket", async () => {
  for (const [path, content] of Object.entries(FILES)) await put(`app/${path}`, content);
  const [launched] = await tasks.run(app("s3://code/app/", "folder"));
  const task = await tasks.running(launched?.id ?? "");
  expect((await ask(task)).text).toBe("hello folder");
  expect(task.source).toBe("s3://code/app/");
});

test("a learner's own app runs from an uploaded zip; the same zip again is the same revision", async () => {
  const zip = makeZip(FILES).toString("base64");
  const [launched] = await tasks.run(app({ zip }, "zipped"));
  expect((await ask(await tasks.running(launched?.id ?? ""))).text).toBe("hello zipped");
  const [again] = await tasks.run(app({ zip }, "zipped"));
  expect(again?.taskDefinition).toBe("zipped:1");
  expect((await ask(await tasks.running(again?.id ?? ""))).text).toBe("hello zipped");
});

test("a zip that is too large for a row, and a zip in a bucket", async () => {
  const noise = Buffer.from(Array.from({ length: 150_000 }, (_, index) => (index * index * 7919) % 251));
  const files = { ...FILES, "noise.bin": noise };
  const zip = makeZip(files);
  const [uploaded] = await tasks.run(app({ zip: zip.toString("base64") }, "large"));
  expect((await ask(await tasks.running(uploaded?.id ?? ""))).text).toBe("hello large");
  await put("app.zip", new Uint8Array(zip));
  const [stored] = await tasks.run(app("s3://code/app.zip", "stored"));
  expect((await ask(await tasks.running(stored?.id ?? ""))).text).toBe("hello stored");
});

test("a service of one's own app picks up what was put into the folder with its next tasks", async () => {
  await put("live/server.mjs", APP);
  await put("live/lib/word.mjs", 'export const word = "first";');
  const { count: _, ...definition } = { ...app("s3://code/live/", "live"), count: 1 };
  await server.api.post("/v1/task-definitions", definition);
  await server.api.post("/v1/services", { name: "live", taskDefinition: "live", desiredCount: 1 });
  await tasks.steady("live");
  await put("live/lib/word.mjs", 'export const word = "second";');
  await server.api.patch("/v1/services/live", { forceNewDeployment: true });
  await tasks.steady("live");
  const [task] = await tasks.ofService("live");
  if (!task) throw new Error("a task was to run");
  expect((await ask(task)).text).toBe("second live");
});

test("code that isn't there fails to start with a sentence", async () => {
  const [launched] = await tasks.run(app("s3://code/none/", "none"));
  const { stoppedReason } = await tasks.stopped(launched?.id ?? "");
  expect(stoppedReason).toBe("CannotPullContainerError: s3://code/none/: there is no object below this prefix");
});

test.each([
  [app("s3://code/app", "x"), "is no place that code can come from"],
  [{ ...app("s3://code/app/", "x"), image: "skyground/web" }, "brings its own code"],
  [app({ zip: "no base64!" }, "x"), "source"],
])("a source that can't be is refused at once", async (body, detail) => {
  const answer = await server.api.post<ProblemBody>("/v1/tasks", body);
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toContain(detail);
});
