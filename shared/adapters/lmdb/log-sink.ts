import {
  assertStream,
  cutLine,
  type LogCaps,
  type LogLine,
  type LogQuery,
  type LogSink,
  logCaps,
} from "../../ports/log-sink.ts";
import { AppendBuffer, warn } from "./append-buffer.ts";
import type { Environment } from "./environment.ts";
import { entries, prefixRange, type Range } from "./keys.ts";
import { removeFirst, removeRange } from "./removal.ts";

export interface LmdbLogSinkOptions extends Partial<LogCaps> {
  readonly environment: Environment;
  onError?(error: unknown): void;
}

interface Encoded {
  readonly stream: string;
  /** The line's instant, then its text. */
  readonly bytes: Buffer;
}

const NUMBER_BYTES = 8;
const INSTANT_BYTES = 8;
const ID_DIGITS = 14;
/** Lines beyond the cap before the oldest go. */
const SLACK = 1000;

/** Lines in LMDB, numbered within their stream, written in the background. */
export class LmdbLogSink implements LogSink {
  readonly #environment: Environment;
  readonly #caps: LogCaps;
  readonly #buffer: AppendBuffer<Encoded>;

  constructor({ environment, onError = warn, ...caps }: LmdbLogSinkOptions) {
    this.#environment = environment;
    this.#caps = logCaps(caps);
    this.#buffer = new AppendBuffer({ write: (lines) => environment.write(() => this.#write(lines)), onError });
  }

  append(stream: string, lines: readonly { readonly at: number; readonly text: string }[]): void {
    assertStream(stream);
    this.#buffer.add(
      lines.map(({ at, text }) => {
        const instant = Buffer.allocUnsafe(INSTANT_BYTES);
        instant.writeDoubleBE(at);
        const cut = Buffer.from(cutLine(text, this.#caps.maxLineBytes), "utf8");
        return { stream, bytes: Buffer.concat([instant, cut]) };
      }),
    );
  }

  async read({ stream, after, limit, tail = false }: LogQuery): Promise<readonly LogLine[]> {
    assertStream(stream);
    await this.#buffer.flush();
    const whole = prefixRange(`${stream}\0`);
    const kept = this.#lastNumber(stream) - this.#caps.maxLines;
    const start = lineKey(stream, Math.max(kept, Number(after ?? 0)) + 1);
    const read = Array.from(
      entries(this.#environment.lines, { ...whole, start }, { limit, reverse: tail }),
      ({ key, value }): LogLine => ({
        at: value.readDoubleBE(),
        text: value.toString("utf8", INSTANT_BYTES),
        id: String(numberOf(key)).padStart(ID_DIGITS, "0"),
      }),
    );
    return tail ? read.reverse() : read;
  }

  flush(): Promise<void> {
    return this.#buffer.flush();
  }

  async drop(streamPrefix: string): Promise<void> {
    assertStream(streamPrefix);
    await this.#buffer.flush();
    await removeRange(this.#environment, this.#environment.lines, prefixRange(streamPrefix));
  }

  /** Writes what is left. The environment is its opener's to close. */
  close(): Promise<void> {
    return this.#buffer.flush();
  }

  /** Inside a write transaction, where nobody else can number lines of the same stream. */
  #write(lines: readonly Encoded[]): void {
    const last = new Map<string, number>();
    for (const { stream, bytes } of lines) {
      const number = (last.get(stream) ?? this.#lastNumber(stream)) + 1;
      this.#environment.lines.put(lineKey(stream, number), bytes);
      last.set(stream, number);
    }
    for (const [stream, number] of last) this.#trim(stream, number);
  }

  /** Numbers have no gaps, so the first and the last tell how many there are. */
  #trim(stream: string, last: number): void {
    const range = prefixRange(`${stream}\0`);
    const count = last - (this.#numberAt(range, false) ?? last) + 1;
    if (count <= this.#caps.maxLines + Math.min(SLACK, this.#caps.maxLines)) return;
    removeFirst(this.#environment.lines, range, count - this.#caps.maxLines);
  }

  #lastNumber(stream: string): number {
    return this.#numberAt(prefixRange(`${stream}\0`), true) ?? 0;
  }

  #numberAt(range: Range, reverse: boolean): number | undefined {
    for (const { key } of entries(this.#environment.lines, range, { limit: 1, reverse })) return numberOf(key);
    return undefined;
  }
}

function lineKey(stream: string, number: number): Buffer {
  const bytes = Buffer.allocUnsafe(NUMBER_BYTES);
  bytes.writeBigUInt64BE(BigInt(number));
  return Buffer.concat([Buffer.from(`${stream}\0`, "utf8"), bytes]);
}

function numberOf(key: Buffer): number {
  return Number(key.readBigUInt64BE(key.length - NUMBER_BYTES));
}
