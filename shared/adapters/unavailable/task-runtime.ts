import type { ImageVerdict, TaskRuntime } from "../../ports/task-runtime.ts";

/** A runtime for where tasks can't run yet: it says so of every image, so that no task definition is taken. */
export class UnavailableTaskRuntime implements TaskRuntime {
  readonly #reason: string;

  constructor(reason: string) {
    this.#reason = reason;
  }

  supports(): ImageVerdict {
    return { ok: false, reason: this.#reason };
  }

  async start(): Promise<void> {
    throw new Error(this.#reason);
  }

  async stop(): Promise<void> {}

  async running(): Promise<readonly string[]> {
    return [];
  }

  usage(): undefined {
    return undefined;
  }

  onReport(): void {}

  async stopAll(): Promise<void> {}

  async close(): Promise<void> {}
}
