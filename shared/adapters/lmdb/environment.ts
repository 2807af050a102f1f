import { type Database, open } from "lmdb";
import type { TableName } from "../../ports/table-store.ts";

/** Keys and values are bytes, so that order is by bytes and nobody but the adapter decides what they mean. */
export type Bytes = Database<Buffer, Buffer>;

/** One LMDB environment: a folder with one memory-mapped file, and in it one B-tree for each kind of thing. */
export interface Environment {
  /** `<partition> NUL <sort>` -> row. */
  readonly rows: Readonly<Record<TableName, Bytes>>;
  /** `<partition> NUL <due instant> <sort>` -> tag. */
  readonly due: Bytes;
  /** `<partition> NUL <sort>` -> totals. */
  readonly totals: Bytes;
  /** `<id>` -> job. */
  readonly jobs: Bytes;
  /** `<available instant> <id>` -> nothing. */
  readonly jobOrder: Bytes;
  /** `<root> NUL <last event id>` -> events. */
  readonly events: Bytes;
  /** `<stream> NUL <number>` -> line. */
  readonly lines: Bytes;
  /**
   * Runs in LMDB's write transaction, alone in all processes, and resolves once it is committed. Transactions that come
   * together share a commit, so a run that throws undoes nothing: it must throw before its first write.
   */
  write<Result>(run: () => Result): Promise<Result>;
  /** Waits for what was written to reach the disk. */
  close(): Promise<void>;
}

const BINARY = { encoding: "binary", keyEncoding: "binary" } as const;

/**
 * Opens the environment, or makes it. `overlappingSync` (lmdb's own default except on Windows, where it is slow) acknowledges
 * a commit as soon as every process can see it and flushes it to the disk behind: a killed process loses nothing, and a power
 * cut falls back to the last commit that was flushed, whole. `noSync` could leave a corrupt file there.
 */
export function openEnvironment(folder: string): Environment {
  const root = open<Buffer, Buffer>({
    ...BINARY,
    path: folder,
    // A folder, whatever its name looks like.
    noSubdir: false,
    // Each write is a transaction of its own and needs no others of its turn of the event loop beside it.
    eventTurnBatching: false,
  });
  const tree = (name: string): Bytes => root.openDB<Buffer, Buffer>({ ...BINARY, name });
  return {
    rows: { plain: tree("plain"), timed: tree("timed") },
    due: tree("due"),
    totals: tree("totals"),
    jobs: tree("jobs"),
    jobOrder: tree("job-order"),
    events: tree("event-chunks"),
    lines: tree("lines"),
    // Async, so that a closed environment fails like a failed commit does.
    write: async (run) => root.transaction(run),
    close: () => root.close(),
  };
}
