import {
  assertStream,
  cutLine,
  type LogCaps,
  type LogLine,
  type LogQuery,
  type LogSink,
  logCaps,
} from "../../ports/log-sink.ts";
import type { Key, Partition, Put, TableStore, Write } from "../../ports/table-store.ts";
import { Writes } from "./writes.ts";

export interface DynamoDbLogSinkOptions extends Partial<LogCaps> {
  readonly store: TableStore;
  onError?(error: unknown): void;
}

const ID_DIGITS = 14;
const PAGE = 100;
/** Lines beyond the cap before the oldest go. */
const SLACK = 100;

/** Lines as rows, numbered within their stream by whoever writes them; two writers of one stream find out and number anew. */
export class DynamoDbLogSink implements LogSink {
  readonly #store: TableStore;
  readonly #caps: LogCaps;
  readonly #writes: Writes;

  constructor({ store, onError, ...caps }: DynamoDbLogSinkOptions) {
    this.#store = store;
    this.#caps = logCaps(caps);
    this.#writes = new Writes(onError);
  }

  append(stream: string, lines: readonly { readonly at: number; readonly text: string }[]): void {
    assertStream(stream);
    const cut = lines.map(({ at, text }) => ({ at, text: cutLine(text, this.#caps.maxLineBytes) }));
    this.#writes.add(async () => {
      for (let at = 0; at < cut.length; at += PAGE) await this.#write(stream, cut.slice(at, at + PAGE));
    });
  }

  async read({ stream, after, limit, tail = false }: LogQuery): Promise<readonly LogLine[]> {
    assertStream(stream);
    await this.#writes.flush();
    if (limit <= 0) return [];
    const kept = (await this.#lastNumber(stream)) - this.#caps.maxLines;
    const above = sortOf(Math.max(kept, Number(after ?? 0)));
    const bound = tail ? { reverse: true, before: above } : { after: above };
    const rows = await this.#store.query({ ...linesOf(stream), ...bound, limit });
    const lines = rows.map(({ sort, value }): LogLine => ({ ...(value as { at: number; text: string }), id: sort }));
    return tail ? lines.reverse() : lines;
  }

  flush(): Promise<void> {
    return this.#writes.flush();
  }

  async drop(streamPrefix: string): Promise<void> {
    assertStream(streamPrefix);
    await this.#writes.flush();
    while (await this.#store.drop(linesOf(streamPrefix).partition, PAGE)) {
      // Page by page.
    }
  }

  close(): Promise<void> {
    return this.#writes.flush();
  }

  async #write(stream: string, lines: readonly { at: number; text: string }[]): Promise<void> {
    for (;;) {
      const last = await this.#lastNumber(stream);
      const puts = lines.map((value, index): Put => {
        const key: Key = { ...linesOf(stream), sort: sortOf(last + 1 + index) };
        return { kind: "put", key, value, expect: "absent" };
      });
      const { ok } = await this.#store.transact(puts);
      if (!ok) continue;
      // Looked at whenever the count passes a multiple of the slack.
      if (Math.floor(last / SLACK) !== Math.floor((last + lines.length) / SLACK)) await this.#trim(stream);
      return;
    }
  }

  async #trim(stream: string): Promise<void> {
    const before = sortOf((await this.#lastNumber(stream)) - this.#caps.maxLines + 1);
    for (;;) {
      const rows = await this.#store.query({ ...linesOf(stream), before, limit: PAGE });
      for (const { table, partition, sort } of rows) {
        const remove: Write = { kind: "delete", key: { table, partition, sort }, expect: "present" };
        await this.#store.transact([remove]);
      }
      if (rows.length < PAGE) return;
    }
  }

  async #lastNumber(stream: string): Promise<number> {
    const [last] = await this.#store.query({ ...linesOf(stream), reverse: true, limit: 1 });
    return Number(last?.sort ?? 0);
  }
}

/** Apart from a playground's rows: dropping a playground's streams must not drop these, nor the other way round. */
function linesOf(stream: string): Partition {
  return { table: "plain", partition: `logs/${stream}` };
}

function sortOf(number: number): string {
  return String(Math.max(0, number)).padStart(ID_DIGITS, "0");
}
