import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, vi } from "vitest";
import { MemoryWakeups } from "../../shared/adapters/memory/wakeups.ts";
import { SqsJobQueue } from "../../shared/adapters/sqs/job-queue.ts";
import { jobQueueContract } from "../ports/job-queue.ts";
import { CLIENT } from "./support/clients.ts";
import { DateClock, startFauxqsHere } from "./support/fauxqs.ts";

let fauxqs: Awaited<ReturnType<typeof startFauxqsHere>>;
let queues = 0;
beforeAll(async () => {
  fauxqs = await startFauxqsHere();
});
afterAll(() => fauxqs.stop());

jobQueueContract("SqsJobQueue", async () => {
  const clock = new DateClock();
  const client = new SQSClient({ ...CLIENT, endpoint: fauxqs.address });
  queues += 1;
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: `jobs-${queues}` }));
  const port = new SqsJobQueue({ client, queueUrl: QueueUrl ?? "", clock, wakeups: new MemoryWakeups({ clock }) });
  return {
    port,
    clock,
    quarters: 4,
    async dispose() {
      await port.close();
      client.destroy();
      vi.useRealTimers();
    },
  };
});
