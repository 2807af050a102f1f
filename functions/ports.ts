import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDbJournal } from "../shared/adapters/dynamodb/journal.ts";
import { DynamoDbLogSink } from "../shared/adapters/dynamodb/log-sink.ts";
import { DynamoDbTableStore } from "../shared/adapters/dynamodb/table-store.ts";
import { InboxGateway } from "../shared/adapters/inbox/delivery-gateway.ts";
import { MemoryWakeups } from "../shared/adapters/memory/wakeups.ts";
import { S3BlobStore } from "../shared/adapters/s3/blob-store.ts";
import { SqsJobQueue } from "../shared/adapters/sqs/job-queue.ts";
import { SystemClock } from "../shared/adapters/system/clock.ts";
import { SystemRandom } from "../shared/adapters/system/random.ts";
import { UnavailableTaskRuntime } from "../shared/adapters/unavailable/task-runtime.ts";
import type { Ports } from "../shared/engine/ports.ts";
import type { Clock } from "../shared/ports/clock.ts";
import { readDeployment } from "./deployment.ts";

/** Nobody can wake a Lambda function from another one: whoever waits looks again so often. */
const LOOK_AGAIN_MILLISECONDS = 1000;
/** Followers of the journal stay so far behind its writers, whose clocks differ. */
const JOURNAL_LAG_MILLISECONDS = 1000;

const NO_TASKS =
  "Tasks don't run in this deployment yet: Skyground runs them as processes beside its local server (npm start), and on AWS " +
  "it has no runtime for them. Everything else of the playground works here.";

/** The deployed functions' adapters, from environment variables that serverless.yml sets. AWS's own clients read the rest. */
export function openPorts(environment: NodeJS.ProcessEnv): Ports {
  const { plainTable, timedTable, blobBucket, jobQueueUrl } = readDeployment(environment);
  const clock = new SystemClock();
  const random = new SystemRandom();
  const wakeups = new MemoryWakeups({ clock: impatient(clock) });
  const names = { plain: plainTable, timed: timedTable };
  const store = new DynamoDbTableStore({ client: new DynamoDBClient({}), names, random, clock });
  return {
    store,
    blobs: new S3BlobStore({ client: new S3Client({}), bucket: blobBucket, random }),
    clock,
    random,
    wakeups,
    jobs: new SqsJobQueue({ client: new SQSClient({}), queueUrl: jobQueueUrl, clock, wakeups }),
    tasks: new UnavailableTaskRuntime(NO_TASKS),
    deliveries: new InboxGateway({ store }),
    journal: new DynamoDbJournal({ store, clock, random, lagMilliseconds: JOURNAL_LAG_MILLISECONDS }),
    logs: new DynamoDbLogSink({ store }),
  };
}

function impatient(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    sleep: (milliseconds, signal) => clock.sleep(Math.min(milliseconds, LOOK_AGAIN_MILLISECONDS), signal),
  };
}
