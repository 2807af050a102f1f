// What a newcomer does after `npm ci`: `npm start`, one request, Ctrl-C. Any free port, a data folder of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const START_SECONDS = 60;
const STOP_SECONDS = 20;

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const folder = await mkdtemp(join(tmpdir(), "skyground-start-"));
const environment = { ...process.env, SKYGROUND_PORT: String(port), SKYGROUND_DATA: join(folder, "store") };
// A process group of its own, as a terminal gives it: Ctrl-C reaches npm and what npm runs.
const child = spawn("npm", ["start"], { env: environment, detached: true, stdio: ["ignore", "inherit", "inherit"] });
const ended = once(child, "exit");
try {
  await answers();
  const made = await fetch(`${url}/v1/queues`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"name":"first"}',
  });
  console.log(`${made.status} ${await made.text()}`);
  if (made.status !== 201) process.exitCode = 1;
} catch (error) {
  console.log(`${error.message}`);
  process.exitCode = 1;
} finally {
  await stop();
  await rm(folder, { recursive: true, force: true });
}

async function answers() {
  const until = Date.now() + START_SECONDS * 1000;
  while (child.exitCode === null) {
    const health = await fetch(`${url}/v1/health`).catch(() => undefined);
    if (health?.ok) return;
    if (Date.now() > until) throw new Error(`No answer from ${url} within ${START_SECONDS} s.`);
    await pause(100);
  }
  throw new Error(`npm start ended by itself, with ${child.exitCode}.`);
}

async function stop() {
  if (child.exitCode !== null) return;
  process.kill(-child.pid, "SIGINT");
  const left = await Promise.race([ended.then(() => false), pause(STOP_SECONDS * 1000, true, { ref: false })]);
  if (!left) return;
  console.log(`It did not stop within ${STOP_SECONDS} s of Ctrl-C.`);
  process.exitCode = 1;
  process.kill(-child.pid, "SIGKILL");
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: free } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return free;
}
