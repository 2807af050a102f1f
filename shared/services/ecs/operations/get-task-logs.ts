import type { LogLine } from "../../../ports/log-sink.ts";
import { operation } from "../../service.ts";
import { taskArn } from "../address.ts";
import { invalidParameter, taskNotFound } from "../errors.ts";
import { taskIdIn } from "../identifier.ts";
import { executionStoppedAt } from "../lifecycle.ts";
import { DEFAULT_LOG_LINES, LOG_RECHECK_MILLISECONDS, MAX_LOG_LINES, MAX_LOG_WAIT_SECONDS } from "../limits.ts";
import { logStream } from "../log-stream.ts";
import { findTask, requireCluster } from "../stored.ts";

export interface GetTaskLogsInput {
  readonly cluster?: string | undefined;
  readonly task: string;
  /** Behind this line. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  /** The last lines instead of the first. */
  readonly tail?: boolean | undefined;
  /** Wait so long for a line to come; less when the task ends. */
  readonly waitSeconds?: number | undefined;
}

export interface GetTaskLogsOutput {
  readonly lines: readonly LogLine[];
}

/** What a task has written. Skyground's own: on AWS the awslogs driver sends it to CloudWatch Logs. */
export const getTaskLogs = operation<GetTaskLogsInput, GetTaskLogsOutput>()({
  service: "ecs",
  name: "GetTaskLogs",

  async prefetch(input, tools) {
    const { limit = DEFAULT_LOG_LINES, waitSeconds = 0, after, tail = false } = input;
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LOG_LINES) {
      throw invalidParameter(`limit must be between 1 and ${MAX_LOG_LINES}.`, { docs: "task" });
    }
    if (!(waitSeconds >= 0 && waitSeconds <= MAX_LOG_WAIT_SECONDS)) {
      throw invalidParameter(`waitSeconds must be between 0 and ${MAX_LOG_WAIT_SECONDS}.`, { docs: "task" });
    }
    const { cluster } = await requireCluster(input.cluster, tools);
    const { account, region, root } = tools.context;
    const address = { account, region, cluster: cluster.name, id: taskIdIn(cluster, input.task) };
    const stored = await findTask(address, tools);
    if (!stored) throw taskNotFound();
    const stream = logStream(root, address);
    const lines = await tools.logs.read({ stream, limit, tail, ...(after === undefined ? {} : { after }) });
    const ended = executionStoppedAt(stored.task) !== undefined;
    return { arn: taskArn(address), lines, ended, until: tools.startedAt + waitSeconds * 1000 };
  },

  commit({ arn, lines, ended, until }, _input, { now }) {
    if (lines.length > 0 || ended || now >= until) return { output: { lines } };
    return { wait: { on: [arn], until, recheckAt: now + LOG_RECHECK_MILLISECONDS } };
  },
});
