import type { Readable } from "node:stream";
import type { Clock } from "../../ports/clock.ts";
import type { LogSink } from "../../ports/log-sink.ts";
import { LogLines } from "./log-lines.ts";

/** An app that prints without end waits for its log, as with Docker's blocking log driver, instead of keeping the server busy. */
const MAX_BYTES_PER_SECOND = 4 * 2 ** 20;
const WINDOW_MILLISECONDS = 1000;

export interface OutputTools {
  readonly logs: LogSink;
  readonly clock: Clock;
  readonly stream: string;
}

/** Sends a task's output to its log stream, line by line, until its end. Never rejects. */
export async function sendOutput(output: Readable, { logs, clock, stream }: OutputTools): Promise<void> {
  const lines = new LogLines();
  let bytes = 0;
  let windowAt = clock.now();
  try {
    for await (const chunk of output) {
      append(lines.push(chunk));
      if (clock.now() - windowAt > WINDOW_MILLISECONDS) [bytes, windowAt] = [0, clock.now()];
      bytes += chunk.length;
      if (bytes > MAX_BYTES_PER_SECOND) await clock.sleep(WINDOW_MILLISECONDS);
    }
  } catch {
    // The pipe was cut because something that left the task still held it.
  }
  append(lines.end());

  function append(texts: readonly string[]): void {
    if (texts.length === 0) return;
    const at = clock.now();
    logs.append(
      stream,
      texts.map((text) => ({ at, text })),
    );
  }
}
