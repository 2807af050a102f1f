import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { vi } from "vitest";
import { ManualClock } from "../../../shared/adapters/memory/manual-clock.ts";

interface Fauxqs {
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * fauxqs in this process, so that its time can be moved with a test's clock. Only Date is held: sockets and timers run on.
 */
export async function startFauxqsHere(): Promise<Fauxqs> {
  const file = resolve(import.meta.dirname, "../node_modules/fauxqs/dist/app.js");
  const { startFauxqs } = (await import(pathToFileURL(file).href)) as {
    startFauxqs(options: { port: number; logger: boolean; host: string }): Promise<Fauxqs>;
  };
  return startFauxqs({ port: 0, logger: false, host: "127.0.0.1" });
}

/** A manual clock that moves this process's Date with it. */
export class DateClock extends ManualClock {
  constructor() {
    super();
    vi.useFakeTimers({ toFake: ["Date"], now: this.now() });
  }

  override advance(milliseconds: number): void {
    vi.setSystemTime(this.now() + milliseconds);
    super.advance(milliseconds);
  }
}
