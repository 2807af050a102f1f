import type { Arn } from "../../../core/arn.ts";
import { uuid } from "../../../core/ids.ts";
import type { Row, Write } from "../../../ports/table-store.ts";
import { type EffectDraft, operation, type ReadTools } from "../../service.ts";
import { queueDoesNotExist } from "../errors.ts";
import { BACKGROUND_PAGE } from "../limits.ts";
import { redriven } from "../message.ts";
import type { Message, Queue } from "../model.ts";
import { readQueueByArn } from "../stored-queue.ts";
import { messageFromRow, messageKey, putMessage, queueArn, shardPartition, totalsKey } from "../table.ts";

/** Where a redrive has got to. */
interface Progress {
  readonly destinationArn?: string;
  /** Messages that came after the redrive began stay. */
  readonly until: number;
  readonly shard: number;
  readonly after?: { readonly dueAt: number; readonly sort: string };
  readonly moved: number;
}

interface Move {
  readonly row: Row;
  readonly from: Message;
  readonly to: Message;
  readonly destination: Queue;
}

export function moveEffect(sourceArn: Arn, progress: Progress): EffectDraft {
  return { target: sourceArn, operation: "MoveMessages", input: { sourceArn, progress: { ...progress } } };
}

/** One page of a redrive: takes visible messages out of one queue and puts them into others, as new messages. */
export const moveMessages = operation<
  { readonly sourceArn: Arn; readonly progress: Progress },
  Record<string, never>
>()({
  service: "sqs",
  name: "MoveMessages",
  internal: true,

  async prefetch({ sourceArn, progress }, tools) {
    const source = (await readQueueByArn(sourceArn, tools))?.queue;
    if (!source) throw queueDoesNotExist();
    const { shard, after, until } = progress;
    const page = {
      ...shardPartition(tools.context, source, shard),
      until,
      limit: BACKGROUND_PAGE,
      ...(after ? { after } : {}),
    };
    const rows = await tools.store.due(page);
    const destinations = await readDestinations(rows, progress, tools);
    const moves = rows.flatMap((row): Move[] => {
      const from = messageFromRow(row);
      const destination = destinations.get(progress.destinationArn ?? from.deadLetterSourceArn ?? "");
      if (!destination) return [];
      const to = { ...redriven(from, tools.random.below(destination.shards), tools.now), id: uuid(tools.random) };
      return [{ row, from, to, destination }];
    });
    return { source, rows, moves };
  },

  commit({ source, rows, moves }, { sourceArn, progress }, context) {
    const writes = moves.flatMap(({ row, from, to, destination }): Write[] => [
      { kind: "delete", key: messageKey(context, source, from), expect: { version: row.version } },
      putMessage(messageKey(context, destination, to), to, to.sentAt, "absent"),
    ]);
    const moved = progress.moved + moves.length;
    const next = nextProgress(progress, rows, source, moved);
    const text = `redrive of ${source.name} finished: ${moved} messages moved`;
    return {
      output: {},
      writes: [...writes, ...totals(source, moves, context)],
      effects: next ? [moveEffect(sourceArn, next)] : [],
      events: next ? [] : [{ type: "redrive.finished", resource: sourceArn, text, detail: { moved } }],
      wakes: [...new Set(moves.map(({ destination }) => queueArn(destination)))],
    };
  },
});

async function readDestinations(
  rows: readonly Row[],
  { destinationArn }: Progress,
  tools: ReadTools,
): Promise<ReadonlyMap<string, Queue>> {
  const arns = destinationArn ? [destinationArn] : rows.flatMap((row) => messageFromRow(row).deadLetterSourceArn ?? []);
  const distinct = [...new Set(arns)];
  const queues = await Promise.all(distinct.map((arn) => readQueueByArn(arn, tools)));
  return new Map(distinct.flatMap((arn, index) => (queues[index] ? [[arn, queues[index].queue]] : [])));
}

function totals(source: Queue, moves: readonly Move[], context: { root: string }): Write[] {
  if (moves.length === 0) return [];
  const counts = new Map<Queue, number>();
  for (const { destination } of moves) counts.set(destination, (counts.get(destination) ?? 0) + 1);
  const added = [...counts].map(
    ([queue, count]): Write => ({ kind: "add", key: totalsKey(context, queue), by: { messages: count } }),
  );
  return [{ kind: "add", key: totalsKey(context, source), by: { messages: -moves.length } }, ...added];
}

function nextProgress(progress: Progress, rows: readonly Row[], source: Queue, moved: number): Progress | undefined {
  const last = rows.at(-1);
  const { after: _, ...rest } = progress;
  if (rows.length === BACKGROUND_PAGE && last)
    return { ...rest, moved, after: { dueAt: last.dueAt ?? 0, sort: last.sort } };
  return progress.shard + 1 < source.shards ? { ...rest, moved, shard: progress.shard + 1 } : undefined;
}
