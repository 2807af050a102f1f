import { uuid } from "../../core/ids.ts";
import type { Row, Write } from "../../ports/table-store.ts";
import type { Done, ReadTools, RequestContext } from "../service.ts";
import { BACKGROUND_PAGE } from "./limits.ts";
import { redriven } from "./message.ts";
import type { Message, Queue } from "./model.ts";
import { pageSize, readDestinations, totalsOf } from "./move-destinations.ts";
import type { MovePosition, MoveTask } from "./move-task.ts";
import { messageFromRow, messageKey, putMessage, queueArn, shardPartition } from "./table.ts";

interface Move {
  readonly row: Row;
  readonly from: Message;
  readonly to: Message;
  readonly destination: Queue;
}

/** What one step of a redrive moves, and where the next goes on. */
export interface MovePage {
  readonly moves: readonly Move[];
  /** Undefined when there is nothing more. */
  readonly next: MovePosition | undefined;
  readonly failure: string | undefined;
}

/** Visible messages of one shard, those that came before the redrive began; later ones stay. */
export async function readMovePage(queue: Queue, task: MoveTask, tools: ReadTools): Promise<MovePage> {
  const { shard, after } = task.at;
  const limit = pageSize(task, BACKGROUND_PAGE);
  const range = { ...shardPartition(tools.context, queue, shard), until: task.startedAt, limit };
  const rows = await tools.store.due({ ...range, ...(after ? { after } : {}) });
  const destinationOf = await readDestinations(rows.map(messageFromRow), task, tools);
  const moves: Move[] = [];
  for (const row of rows) {
    const from = messageFromRow(row);
    const destination = destinationOf(from);
    if (typeof destination === "string") return { moves, next: undefined, failure: destination };
    const to = { ...redriven(from, tools.random.below(destination.shards), tools.now), id: uuid(tools.random) };
    moves.push({ row, from, to, destination });
  }
  return { moves, next: nextPosition(rows, limit, shard, queue), failure: undefined };
}

function nextPosition(rows: readonly Row[], limit: number, shard: number, queue: Queue): MovePosition | undefined {
  const last = rows.at(-1);
  if (rows.length === limit && last) return { shard, after: { dueAt: last.dueAt ?? 0, sort: last.sort } };
  return shard + 1 < queue.shards ? { shard: shard + 1 } : undefined;
}

export function commitMove(
  queue: Queue,
  { moves }: MovePage,
  context: RequestContext,
): Omit<Done<never>, "output"> & { readonly moved: number } {
  const writes = moves.flatMap(({ row, from, to, destination }): Write[] => [
    { kind: "delete", key: messageKey(context, queue, from), expect: { version: row.version } },
    putMessage(messageKey(context, destination, to), to, to.sentAt, "absent"),
  ]);
  const destinations = moves.map(({ destination }) => destination);
  return {
    moved: moves.length,
    writes: [...writes, ...totalsOf(queue, destinations, context)],
    wakes: [...new Set(destinations.map(queueArn))],
  };
}
