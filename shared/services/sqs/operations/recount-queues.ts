import { operation } from "../../service.ts";
import { readAllQueues } from "../queue-page.ts";
import { queueArn } from "../table.ts";
import { recountQueue } from "./recount-queue.ts";

/** Now and then, where totals are not exact: every queue of the playground is counted anew. */
export const recountQueues = operation<Record<string, never>, Record<string, never>>()({
  service: "sqs",
  name: "RecountQueues",
  internal: true,

  prefetch: (_input, tools) => readAllQueues(tools),

  commit(queues, _input, { principal }) {
    return {
      async call(outside) {
        for (const queue of queues) await outside.call(recountQueue, { QueueArn: queueArn(queue) }, principal);
        return { output: {} };
      },
    };
  },
});
