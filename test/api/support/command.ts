import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const MAIN = join(import.meta.dirname, "..", "..", "..", "functions", "local", "main.js");

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
  readonly errors: string;
}

/** `npm start` as a process of its own. */
export class Command implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly #closed: Promise<unknown>;
  #output = "";
  #errors = "";

  constructor(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const { SKYGROUND_PORT, SKYGROUND_HOST, SKYGROUND_DATA, SKYGROUND_API_KEY, ...inherited } = process.env;
    this.process = spawn(process.execPath, [MAIN, ...args], { env: { ...inherited, ...environment } });
    this.#closed = new Promise((resolve) => this.process.once("close", resolve));
    this.process.stdout?.on("data", (chunk) => {
      this.#output += chunk;
    });
    this.process.stderr?.on("data", (chunk) => {
      this.#errors += chunk;
    });
  }

  /** Resolves with the address once the server has said that it is up, and how to stop it. */
  async up(): Promise<string> {
    while (!/Stop {3}/.test(this.#output)) {
      if (this.process.exitCode !== null) throw new Error(`It ended: ${this.#errors}`);
      await Promise.race([once(this.process.stdout ?? this.process, "data"), once(this.process, "exit")]);
    }
    return /http:\/\/\S+/.exec(this.#output)?.[0] ?? "";
  }

  async ended(): Promise<Exit> {
    await this.#closed;
    return { code: this.process.exitCode, signal: this.process.signalCode, output: this.#output, errors: this.#errors };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill("SIGKILL");
    await this.ended();
  }
}
