import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("./child/watchdog.mjs", import.meta.url));

/** The server's end of child/watchdog.mjs: tells it which groups there are, and starts it again should it be killed. */
export class Watchdog {
  readonly #node: string;
  readonly #groups = new Set<number>();
  #child: ChildProcess | undefined;

  constructor(node: string) {
    this.#node = node;
  }

  /** `folder` is the runtime's own. */
  begin(group: number, folder: string): void {
    this.#groups.add(group);
    if (this.#child) this.#say(`+${group}`);
    else this.#start(folder);
  }

  end(group: number): void {
    this.#groups.delete(group);
    this.#say(`-${group}`);
  }

  close(): void {
    this.#say("done");
    this.#child = undefined;
  }

  #start(folder: string): void {
    const child = spawn(this.#node, [PROGRAM, folder], {
      // Out of reach of the terminal's Ctrl-C, which is meant for the server.
      detached: true,
      windowsHide: true,
      stdio: ["pipe", "ignore", "ignore"],
      env: {},
    });
    this.#child = child;
    // A pipe to a watchdog that has ended: its exit is dealt with.
    child.stdin?.on("error", () => {});
    child.on("error", () => this.#lost(child));
    child.on("exit", (_code, signal) => {
      // One that fails by itself would fail again: the next task tries.
      if (this.#lost(child) && signal && this.#groups.size > 0) this.#start(folder);
    });
    // It waits for the server, not the server for it.
    child.unref();
    (child.stdin as Socket | null | undefined)?.unref();
    for (const group of this.#groups) this.#say(`+${group}`);
  }

  #lost(child: ChildProcess): boolean {
    if (this.#child !== child) return false;
    this.#child = undefined;
    return true;
  }

  #say(line: string): void {
    this.#child?.stdin?.write(`${line}\n`);
  }
}
