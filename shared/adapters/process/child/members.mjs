import { readdirSync, readFileSync } from "node:fs";

/**
 * The processes that carry a variable in their environment, by which even those are found that left their process group (a
 * daemon calls setsid). Linux only: elsewhere the group is all that can be found. About 20 microseconds a process.
 *
 * @param {string} variable `NAME=value`
 * @returns {number[]}
 */
function membersOf(variable) {
  if (process.platform !== "linux") return [];
  const pids = readdirSync("/proc").filter((name) => /^[0-9]+$/.test(name));
  return pids.filter((pid) => `\0${read(`/proc/${pid}/environ`)}`.includes(`\0${variable}\0`)).map(Number);
}

/** Enough for a process that forks while its siblings are found; a fork bomb is beyond what this can promise. */
const ROUNDS = 5;

/**
 * Kills every process that carries the variable.
 *
 * @param {string} variable
 */
export function killMembers(variable) {
  for (let round = 0; round < ROUNDS; round += 1) {
    const pids = membersOf(variable);
    if (pids.length === 0) return;
    for (const pid of pids) kill(pid);
  }
}

/**
 * Resident memory and processor time of a process's descendants, those that have ended included, on Linux; nothing
 * elsewhere.
 *
 * @param {number} pid
 * @returns {{ residentBytes: number, cpuMicroseconds: number }}
 */
export function descendants(pid) {
  if (process.platform !== "linux") return { residentBytes: 0, cpuMicroseconds: 0 };
  let ticks = stat(pid).ticksOfEnded;
  let pages = 0;
  const open = children(pid);
  for (let child = open.pop(); child !== undefined; child = open.pop()) {
    const process = stat(child);
    ticks += process.ticks + process.ticksOfEnded;
    pages += process.pages;
    open.push(...children(child));
  }
  return { residentBytes: pages * PAGE_BYTES, cpuMicroseconds: ticks * MICROSECONDS_PER_TICK };
}

/** @param {string | number} pid */
function stat(pid) {
  // See proc(5): counted from behind the command's closing bracket.
  const fields = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ").map(Number) ?? [];
  const [user = 0, system = 0, userOfEnded = 0, systemOfEnded = 0] = fields.slice(11);
  return { ticks: user + system, ticksOfEnded: userOfEnded + systemOfEnded, pages: fields[21] ?? 0 };
}

/** Linux's USER_HZ, and its page on everything that Node 24 runs on but a few ARM kernels. */
const MICROSECONDS_PER_TICK = 10_000;
const PAGE_BYTES = 4096;

/**
 * @param {string | number} pid
 * @returns {string[]}
 */
function children(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).split(" ").filter(Boolean));
  } catch {
    return [];
  }
}

/**
 * Empty for what is gone or another user's.
 *
 * @param {string} path
 */
function read(path) {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

/** @param {number} pid a process's, or a group's with a minus */
export function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}
