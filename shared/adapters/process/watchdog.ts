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
    const forget = (): void => {
      if (this.#child === child) this.#child = undefined;
    };
    child.on("error", forget);
    child.on("exit", forget);
    child.stdin?.on("error", forget);
    // It waits for the server, not the server for it.
    child.unref();
    (child.stdin as Socket).unref();
    for (const group of this.#groups) this.#say(`+${group}`);
  }

  #say(line: string): void {
    this.#child?.stdin?.write(`${line}\n`);
  }
}
