import { createHash } from "node:crypto";
import type { Value } from "../../core/json.ts";
import type { Key, Partition, Row, TableStore } from "../../ports/table-store.ts";

/** A task of ours and the task of ECS that runs it. */
export interface Placement {
  readonly root: string;
  /** Skyground's ARN of it. */
  readonly task: string;
  readonly logStream: string;
  readonly port?: number;
  readonly state: "starting" | "running";
  readonly orderedAt: number;
  /** What RunTask is asked with: a second try with the same client token must ask for the same. */
  readonly definition: string;
  readonly sourceUrl?: string;
  /** ECS's ARN; absent until RunTask has answered. */
  readonly arn?: string;
}

export interface StoredPlacement extends Placement {
  readonly version: string;
}

/*
 * Beside all playgrounds, so that a reset, which drops a playground's rows, doesn't forget tasks that still cost money:
 *   plain  fargate/tasks        <hash of the task's ARN>   a placement
 *   plain  fargate/logs         <log stream>               ECS's ARN of the task that writes it
 *   plain  fargate/definitions  <family>                   a task definition that was registered
 */
const TASKS: Partition = { table: "plain", partition: "fargate/tasks" };
const LOGS: Partition = { table: "plain", partition: "fargate/logs" };
const DEFINITIONS: Partition = { table: "plain", partition: "fargate/definitions" };
const PAGE = 100;
const STARTED_BY = "skyground/";

/** What ECS is told of who started a task: leads back to its row. Letters, digits, hyphens and slashes, 36 at most. */
export function startedBy(task: string): string {
  return STARTED_BY + nameOf(task);
}

function nameOf(task: string): string {
  return createHash("sha256").update(task).digest("hex").slice(0, 24);
}

export class Placements {
  readonly #store: TableStore;

  constructor(store: TableStore) {
    this.#store = store;
  }

  async find(task: string): Promise<StoredPlacement | undefined> {
    const row = await this.#store.get({ ...TASKS, sort: nameOf(task) });
    return row && placementOf(row);
  }

  /** The one that ECS knows by this `startedBy`. */
  async findStartedBy(name: string): Promise<StoredPlacement | undefined> {
    if (!name.startsWith(STARTED_BY) || name.length === STARTED_BY.length) return undefined;
    const row = await this.#store.get({ ...TASKS, sort: name.slice(STARTED_BY.length) });
    return row && placementOf(row);
  }

  async list(): Promise<readonly StoredPlacement[]> {
    return (await this.#readAll(TASKS)).map(placementOf);
  }

  /** Undefined when there is one already. */
  async begin(placement: Placement): Promise<StoredPlacement | undefined> {
    const key = keyOf(placement.task);
    const { ok } = await this.#store.transact([{ kind: "put", key, value: asValue(placement), expect: "absent" }]);
    return ok ? this.find(placement.task) : undefined;
  }

  /** RunTask has answered: its logs can be found from now on. */
  async placed({ version, ...placement }: StoredPlacement, arn: string): Promise<void> {
    const value = asValue({ ...placement, arn });
    await this.#store.transact([
      { kind: "put", key: keyOf(placement.task), value },
      { kind: "put", key: { ...LOGS, sort: placement.logStream }, value: arn },
    ]);
  }

  async noteRunning({ version, ...placement }: StoredPlacement): Promise<void> {
    const value = asValue({ ...placement, state: "running" });
    await this.#store.transact([{ kind: "put", key: keyOf(placement.task), value, expect: { version } }]);
  }

  async forget({ task, version }: StoredPlacement): Promise<void> {
    await this.#store.transact([{ kind: "delete", key: keyOf(task), expect: { version } }]);
  }

  async writerOf(logStream: string): Promise<string | undefined> {
    const row = await this.#store.get({ ...LOGS, sort: logStream });
    return row?.value as string | undefined;
  }

  /** Forgets who wrote the streams that begin with the prefix. */
  async dropWriters(streamPrefix: string): Promise<void> {
    for (const { sort } of await this.#readAll({ ...LOGS, prefix: streamPrefix })) {
      await this.#store.transact([{ kind: "delete", key: { ...LOGS, sort }, expect: "present" }]);
    }
  }

  async definition(family: string): Promise<string | undefined> {
    const row = await this.#store.get({ ...DEFINITIONS, sort: family });
    return row?.value as string | undefined;
  }

  async keepDefinition(family: string, arn: string): Promise<void> {
    await this.#store.transact([{ kind: "put", key: { ...DEFINITIONS, sort: family }, value: arn }]);
  }

  async #readAll(query: Partition & { readonly prefix?: string }): Promise<readonly Row[]> {
    const all: Row[] = [];
    for (;;) {
      const after = all.at(-1)?.sort;
      const rows = await this.#store.query({ ...query, limit: PAGE, ...(after === undefined ? {} : { after }) });
      all.push(...rows);
      if (rows.length < PAGE) return all;
    }
  }
}

function keyOf(task: string): Key {
  return { ...TASKS, sort: nameOf(task) };
}

function placementOf(row: Row): StoredPlacement {
  return { ...(row.value as unknown as Placement), version: row.version };
}

function asValue(placement: Placement): Value {
  return { ...placement };
}
