/**
 * Runs as a thread of every task, on an event loop of its own, so that an endless loop in the app can't stop it. It
 * holds one end of a pipe whose other end the server holds: when the server goes, however it goes, the pipe closes and the
 * task's group ends. Through the same pipe it tells what the task uses. An app that ends in the same instant takes this
 * thread with it and may leave children behind: for those there is watchdog.mjs.
 */
import { execFileSync } from "node:child_process";
import { Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { parentPort, workerData } from "node:worker_threads";
import { descendants } from "./members.mjs";

const SAMPLE_MILLISECONDS = 500;
const GUARD_FD = 3;

/** @type {{ startedAt: number }} */
const { startedAt } = workerData;
const server = new Socket({ fd: GUARD_FD, readable: true, writable: true });
server.on("error", end);
server.on("close", end);
server.resume();
sample();
setInterval(sample, SAMPLE_MILLISECONDS);
parentPort?.on("message", (message) =>
  server.write(`${JSON.stringify(message)}\n`, () => parentPort?.postMessage("told")),
);

function sample() {
  const own = process.cpuUsage();
  const theirs = descendants(process.pid);
  const line = {
    kind: "sample",
    upMilliseconds: performance.timeOrigin + performance.now() - startedAt,
    residentBytes: process.memoryUsage.rss() + theirs.residentBytes,
    cpuMicroseconds: own.user + own.system + theirs.cpuMicroseconds,
  };
  server.write(`${JSON.stringify(line)}\n`);
}

function end() {
  if (process.platform === "win32") execFileSync("taskkill", ["/T", "/F", "/PID", String(process.pid)]);
  // The task was started as the leader of a group of its own.
  else process.kill(-process.pid, "SIGKILL");
}
