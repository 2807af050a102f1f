import type { LogCaps, LogLine, LogQuery, LogSink } from "../../ports/log-sink.ts";
import { assertStream, cutLine, logCaps } from "../../ports/log-sink.ts";

interface Stream {
  lines: LogLine[];
  nextId: number;
}

const ID_DIGITS = 14;

/** Lines in memory, gone with the process: for tests. */
export class MemoryLogSink implements LogSink {
  readonly #caps: LogCaps;
  readonly #streams = new Map<string, Stream>();

  constructor(caps: Partial<LogCaps> = {}) {
    this.#caps = logCaps(caps);
  }

  append(name: string, lines: readonly { readonly at: number; readonly text: string }[]): void {
    assertStream(name);
    const stream = this.#streams.get(name) ?? { lines: [], nextId: 1 };
    this.#streams.set(name, stream);
    for (const { at, text } of lines) {
      const id = String(stream.nextId).padStart(ID_DIGITS, "0");
      stream.nextId += 1;
      stream.lines.push({ at, id, text: cutLine(text, this.#caps.maxLineBytes) });
    }
    // Twice the cap before the oldest go: shifting a long array for every line would be slow.
    if (stream.lines.length >= 2 * this.#caps.maxLines) stream.lines = this.#kept(stream);
  }

  async read({ stream: name, after = "", limit, tail = false }: LogQuery): Promise<readonly LogLine[]> {
    assertStream(name);
    const stream = this.#streams.get(name);
    if (!stream || limit <= 0) return [];
    const lines = this.#kept(stream).filter(({ id }) => id > after);
    return (tail ? lines.slice(-limit) : lines.slice(0, limit)).map((line) => ({ ...line }));
  }

  async flush(): Promise<void> {}

  async drop(streamPrefix: string): Promise<void> {
    assertStream(streamPrefix);
    for (const name of this.#streams.keys()) {
      if (name.startsWith(streamPrefix)) this.#streams.delete(name);
    }
  }

  async close(): Promise<void> {}

  #kept({ lines }: Stream): LogLine[] {
    return lines.slice(-this.#caps.maxLines);
  }
}
