import type { Duplex } from "node:stream";
import { LogLines } from "./log-lines.ts";

/** What the guard in a task says through its pipe, a JSON line each. The app could write there too: nothing is trusted. */
export interface Sample {
  readonly upMilliseconds: number;
  readonly residentBytes: number;
  readonly cpuMicroseconds: number;
}

export interface GuardListener {
  sampled(sample: Sample): void;
  /** The command of a wrapped task runs. */
  started(): void;
  /** It could not be started: an errno's name. */
  failed(code: string): void;
}

export function listenToGuard(pipe: Duplex, listener: GuardListener): void {
  const lines = new LogLines();
  // The task has ended: its exit event tells more.
  pipe.on("error", () => {});
  pipe.on("data", (chunk: Buffer) => {
    for (const line of lines.push(chunk)) hear(line, listener);
  });
}

function hear(line: string, listener: GuardListener): void {
  const said = parse(line);
  const { upMilliseconds, residentBytes, cpuMicroseconds } = said;
  if (said.kind === "started") listener.started();
  if (said.kind === "failed") listener.failed(String(said.code));
  if (said.kind === "sample" && isAmount(upMilliseconds) && isAmount(residentBytes) && isAmount(cpuMicroseconds)) {
    listener.sampled({ upMilliseconds, residentBytes, cpuMicroseconds });
  }
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isAmount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
