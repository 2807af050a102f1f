import { spawn } from "node:child_process";
import { killMembers } from "./child/members.mjs";

/**
 * Every task leads a process group of its own, so that a signal reaches what it started too. Windows has neither groups
 * nor SIGTERM: there a task ends at once, with its tree, whatever the signal.
 */
export function signalGroup(leader: number, signal: "SIGTERM" | "SIGKILL"): void {
  if (process.platform === "win32") {
    spawn("taskkill", ["/T", "/F", "/PID", String(leader)], { stdio: "ignore", windowsHide: true }).on(
      "error",
      () => {},
    );
    return;
  }
  try {
    process.kill(-leader, signal);
  } catch {
    // The group has ended.
  }
}

/** What a task left behind when it ended: the rest of its group, and on Linux daemons that left the group. */
export function killRemains(leader: number, task: string): void {
  if (process.platform === "win32") return; // A tree without its root can't be found.
  signalGroup(leader, "SIGKILL");
  killMembers(`SKYGROUND_TASK=${task}`);
}
