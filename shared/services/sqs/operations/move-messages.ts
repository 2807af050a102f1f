import type { Arn } from "../../../core/arn.ts";
import type { RequestContext } from "../../../core/context.ts";
import { counted } from "../../../core/counted.ts";
import type { Done } from "../../service.ts";
import { operation, type ReadTools } from "../../service.ts";
import type { Queue } from "../model.ts";
import { commitFifoMove, type FifoMovePage, readFifoMovePage } from "../move-fifo.ts";
import { commitMove, type MovePage, readMovePage } from "../move-standard.ts";
import { advanceTask, isActive, type MoveTask, moveEffect, readTasks, type StoredTask } from "../move-task.ts";
import { readQueueByArn } from "../stored-queue.ts";
import { queueArn } from "../table.ts";

interface Step {
  readonly queue: Queue;
  readonly stored: StoredTask;
  readonly page: MovePage | FifoMovePage | undefined;
}

interface MoveInput {
  readonly sourceArn: Arn;
  readonly taskId: string;
}

/** One step of a redrive: takes visible messages out of one queue and puts them into others, as new messages. */
export const moveMessages = operation<MoveInput, Record<string, never>>()({
  service: "sqs",
  name: "MoveMessages",
  internal: true,

  async prefetch({ sourceArn, taskId }, tools): Promise<Step | undefined> {
    const queue = (await readQueueByArn(sourceArn, tools))?.queue;
    const stored = queue && (await readTasks(queue, tools)).find(({ task }) => task.id === taskId);
    // The queue is gone, and its tasks with it.
    if (!queue || !stored || !isActive(stored.task)) return undefined;
    const isRunning = stored.task.status === "RUNNING";
    return { queue, stored, page: isRunning ? await readPage(queue, stored.task, tools) : undefined };
  },

  commit(step, _input, context): Done<Record<string, never>> {
    if (!step) return { output: {} };
    const { queue, stored, page } = step;
    if (!page) return { output: {}, ...ended(step, { ...stored.task, status: "CANCELLED" }, context) };
    const { moved, ...done } =
      "removals" in page ? commitFifoMove(queue, page, context) : commitMove(queue, page, context);
    const task: MoveTask = { ...stored.task, moved: stored.task.moved + moved, at: page.next ?? stored.task.at };
    const rest = restOf(step, page, { task, moved }, context);
    return { output: {}, ...done, ...rest, writes: [...(done.writes ?? []), ...(rest.writes ?? [])] };
  },
});

function readPage(queue: Queue, task: MoveTask, tools: ReadTools): Promise<MovePage | FifoMovePage> {
  return queue.fifo ? readFifoMovePage(queue, task, tools) : readMovePage(queue, task, tools);
}

/** Goes on with the next page, at the pace that was asked for; or says how it ended. */
function restOf(
  { queue, stored }: Pick<Step, "queue" | "stored">,
  { failure, next }: MovePage | FifoMovePage,
  { task, moved }: { readonly task: MoveTask; readonly moved: number },
  context: RequestContext,
): Omit<Done<never>, "output"> {
  if (failure !== undefined) {
    return ended({ queue, stored }, { ...task, status: "FAILED", failureReason: failure }, context);
  }
  if (!next) return ended({ queue, stored }, { ...task, status: "COMPLETED" }, context);
  const pause = task.perSecond === undefined ? 0 : Math.ceil((1000 * moved) / task.perSecond);
  return {
    writes: advanceTask(queue, stored, task, context),
    effects: [moveEffect(queue, task, context.now + pause)],
  };
}

const ENDINGS = { COMPLETED: "finished", CANCELLED: "cancelled", FAILED: "failed" } as const;

function ended(
  { queue, stored }: Pick<Step, "queue" | "stored">,
  task: MoveTask & { readonly status: keyof typeof ENDINGS },
  context: RequestContext,
): Omit<Done<never>, "output"> {
  const { moved, failureReason } = task;
  const ending = ENDINGS[task.status];
  const why = failureReason === undefined ? "" : ` (${failureReason})`;
  const text = `redrive of ${queue.name} ${ending}${why}: ${counted(moved, "message")} moved`;
  return {
    writes: advanceTask(queue, stored, task, context),
    events: [{ type: `redrive.${ending}`, resource: queueArn(queue), text, detail: { moved } }],
  };
}
