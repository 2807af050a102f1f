/**
 * One process beside the server, started with its first task. Its standard input is a pipe that the server holds: when the
 * server goes, however it goes, this process ends what its tasks left, and removes their folder.
 *
 * Every task carries a guard of its own, but an app can end before its guard acts (it prints, finds nobody who reads, and
 * fails with EPIPE), and then nobody is left in its group who knows that it should end. About 45 MiB resident, whatever
 * the number of tasks.
 */
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { kill, killMembers } from "./members.mjs";

/** A task that was just being started when the server went shows up within this time. */
const ROUNDS = 10;
const PAUSE_MILLISECONDS = 200;

const [, , folder = ""] = process.argv;
/** @type {Set<number>} */
const groups = new Set();

// One line per change: `+123` when group 123 begins, `-123` when it has ended, `done` when the server ends in order.
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "done") process.exit(0);
  const group = Number(line.slice(1));
  if (line.startsWith("+")) groups.add(group);
  else groups.delete(group);
}

if (process.platform !== "win32") for (const group of groups) kill(-group);
for (let round = 0; round < ROUNDS; round += 1) {
  killMembers(`SKYGROUND_RUNTIME=${folder}`);
  await setTimeout(PAUSE_MILLISECONDS);
}
rmSync(folder, { recursive: true, force: true });
