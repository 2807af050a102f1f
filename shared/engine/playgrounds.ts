import { DEFAULT_PLAYGROUND } from "../core/context.ts";
import type { Key, Put, Row, TableStore } from "../ports/table-store.ts";

/** A playground as it is stored. */
export interface Playground {
  readonly name: string;
  /** What its keys begin with; a reset changes it. */
  readonly root: string;
  readonly epoch: number;
  /** Epochs from this one on may still have left something; what is older is removed. */
  readonly oldestEpoch: number;
  /** How far playground time is ahead of wall time, in milliseconds. Never shrinks. */
  readonly clockOffset: number;
  readonly version: string | undefined;
}

const PARTITION = { table: "plain", partition: "playgrounds" } as const;
/** Playgrounds listed at a time. */
const PAGE = 100;

export async function readPlayground(store: Pick<TableStore, "get">, name: string): Promise<Playground> {
  return fromRow(name, await store.get(playgroundKey(name)));
}

/** The names of all playgrounds: the default one, and every one that was ever changed. */
export async function listPlaygrounds(store: Pick<TableStore, "query">): Promise<readonly string[]> {
  const names = new Set([DEFAULT_PLAYGROUND]);
  let after: string | undefined;
  for (;;) {
    const rows = await store.query({ ...PARTITION, limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const row of rows) names.add(row.sort);
    if (rows.length < PAGE) return [...names];
    after = rows.at(-1)?.sort;
  }
}

export function putPlayground(
  previous: Playground,
  change: { epoch?: number; oldestEpoch?: number; clockOffset?: number },
): Put {
  const { epoch, oldestEpoch, clockOffset } = { ...previous, ...change };
  return {
    kind: "put",
    key: playgroundKey(previous.name),
    value: { epoch, oldestEpoch, clockOffset },
    expect: previous.version === undefined ? "absent" : { version: previous.version },
  };
}

function playgroundKey(name: string): Key {
  return { ...PARTITION, sort: name };
}

export function rootOf(name: string, epoch: number): string {
  return `${name}.${epoch}`;
}

const NEW = { epoch: 1, oldestEpoch: 1, clockOffset: 0 };

function fromRow(name: string, row: Row | undefined): Playground {
  const stored = { ...NEW, ...(row?.value as Partial<typeof NEW> | undefined) };
  return { name, root: rootOf(name, stored.epoch), ...stored, version: row?.version };
}

/** The playground that a key root is of, in whatever epoch: the runtime knows no more than the root of a task. */
export function playgroundOfRoot(root: string): string {
  const dot = root.lastIndexOf(".");
  return dot === -1 ? root : root.slice(0, dot);
}
