import { utf8Length } from "../core/bytes.ts";
import { assertPartition } from "./table-rules.ts";

export interface LogLine {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly text: string;
  /** Grows within a stream; resume behind it. */
  readonly id: string;
}

/** Where the output of tasks (and later functions) goes: lines in streams, each stream capped, oldest dropped first. */
export interface LogSink {
  /** Returns at once; lines longer than the adapter's limit are cut and say so. */
  append(stream: string, lines: readonly { readonly at: number; readonly text: string }[]): void;
  read(query: LogQuery): Promise<readonly LogLine[]>;
  /** Resolves once everything appended before can be read. */
  flush(): Promise<void>;
  /** Removes every stream that begins with the prefix. */
  drop(streamPrefix: string): Promise<void>;
  close(): Promise<void>;
}

/** Every adapter asserts it: a stream's name is the beginning of a key. */
export function assertStream(stream: string): void {
  assertPartition({ partition: stream });
}

export interface LogQuery {
  readonly stream: string;
  /** Exclusive. */
  readonly after?: string;
  readonly limit: number;
  /** The last lines instead of the first, still oldest first. */
  readonly tail?: boolean;
}

/** Every adapter's caps; a composition root or a test may choose others. */
export interface LogCaps {
  /** Lines kept per stream. */
  readonly maxLines: number;
  /** Bytes of UTF-8 that a line may have, its note that it was cut not counted. */
  readonly maxLineBytes: number;
}

export function logCaps(chosen: Partial<LogCaps>): LogCaps {
  return { maxLines: 10_000, maxLineBytes: 8192, ...chosen };
}

/** A line that is too long is cut between two characters and says so. */
export function cutLine(text: string, maxLineBytes: number): string {
  const bytes = utf8Length(text);
  if (bytes <= maxLineBytes) return text;
  const head = new TextDecoder().decode(Buffer.from(text, "utf8").subarray(0, maxLineBytes), { stream: true });
  return `${head}… (cut: the line has ${bytes} bytes)`;
}
