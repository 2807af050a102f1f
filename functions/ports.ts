import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECSClient } from "@aws-sdk/client-ecs";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDbJournal } from "../shared/adapters/dynamodb/journal.ts";
import { DynamoDbLogSink } from "../shared/adapters/dynamodb/log-sink.ts";
import { DynamoDbTableStore } from "../shared/adapters/dynamodb/table-store.ts";
import { FargateLogSink } from "../shared/adapters/ecs/log-sink.ts";
import { EcsTaskRuntime } from "../shared/adapters/ecs/task-runtime.ts";
import { HttpOutlet } from "../shared/adapters/http-out/http-outlet.ts";
import { InboxGateway } from "../shared/adapters/inbox/delivery-gateway.ts";
import { OutgoingGateway } from "../shared/adapters/inbox/outgoing-gateway.ts";
import { MemoryWakeups } from "../shared/adapters/memory/wakeups.ts";
import { S3BlobStore } from "../shared/adapters/s3/blob-store.ts";
import { RsaSigner } from "../shared/adapters/signing/rsa-signer.ts";
import { tableKeeper } from "../shared/adapters/signing/table-keeper.ts";
import { SqsJobQueue } from "../shared/adapters/sqs/job-queue.ts";
import { SystemClock } from "../shared/adapters/system/clock.ts";
import { SystemRandom } from "../shared/adapters/system/random.ts";
import { UnavailableTaskRuntime } from "../shared/adapters/unavailable/task-runtime.ts";
import type { Engine } from "../shared/engine/engine.ts";
import type { Ports } from "../shared/engine/ports.ts";
import type { Clock } from "../shared/ports/clock.ts";
import type { TableStore } from "../shared/ports/table-store.ts";
import { type Deployment, readDeployment } from "./deployment.ts";
import { tellTaskReport } from "./task-reports.ts";

/** Nobody can wake a Lambda function from another one: whoever waits looks again so often. */
const LOOK_AGAIN_MILLISECONDS = 1000;
/** Followers of the journal stay so far behind its writers, whose clocks differ. */
const JOURNAL_LAG_MILLISECONDS = 1000;

/** A container fetches a learner's files as it starts; Fargate may take minutes. An orphaned blob lives an hour. */
const SOURCE_URL_SECONDS = 3600;

const NO_TASKS =
  "Tasks don't run in this deployment: its operator has set taskLimit to 0. Everything else of the playground works here.";

/** The deployed functions' adapters, from environment variables that serverless.yml sets. AWS's own clients read the rest. */
export function openPorts(environment: NodeJS.ProcessEnv): Ports {
  const deployment = readDeployment(environment);
  const { plainTable, timedTable, blobBucket, jobQueueUrl } = deployment;
  const clock = new SystemClock();
  const random = new SystemRandom();
  const wakeups = new MemoryWakeups({ clock: impatient(clock) });
  const names = { plain: plainTable, timed: timedTable };
  const store = new DynamoDbTableStore({ client: new DynamoDBClient({}), names, random, clock });
  const blobs = new S3BlobStore({ client: blobClient(), bucket: blobBucket, random });
  return {
    store,
    blobs,
    clock,
    random,
    wakeups,
    jobs: new SqsJobQueue({ client: new SQSClient({}), queueUrl: jobQueueUrl, clock, wakeups }),
    // E-mails and SMS go no further than the inbox there. Whoever has a key may subscribe an endpoint: only public ones are reached.
    deliveries: new OutgoingGateway({
      inbox: new InboxGateway({ store }),
      outlets: { http: new HttpOutlet({ reach: "public" }) },
    }),
    signer: new RsaSigner({ keeper: tableKeeper(store), clock, random }),
    journal: new DynamoDbJournal({ store, clock, random, lagMilliseconds: JOURNAL_LAG_MILLISECONDS }),
    ...tasksOf(deployment, { store, clock, blobs }),
  };
}

/** S3 sums blobs up by itself; a presigned URL must not carry the sum of the empty body that it was signed with. */
function blobClient(): S3Client {
  return new S3Client({ requestChecksumCalculation: "WHEN_REQUIRED" });
}

/** Once the app is composed: what ECS says of tasks, when somebody asks, goes to the service that they belong to. */
export async function begin(engine: Engine): Promise<void> {
  engine.ports.tasks.onReport((report) => tellTaskReport(engine, report));
}

function tasksOf(
  { apiKey, fargate }: Deployment,
  { store, clock, blobs }: { readonly store: TableStore; readonly clock: Clock; readonly blobs: S3BlobStore },
): Pick<Ports, "tasks" | "logs"> {
  const others = new DynamoDbLogSink({ store });
  if (!fargate) return { tasks: new UnavailableTaskRuntime(NO_TASKS), logs: others };
  const { url, logGroup, ...settings } = fargate;
  return {
    tasks: new EcsTaskRuntime({
      client: new ECSClient({}),
      settings: { ...settings, logGroup },
      store,
      clock,
      environment: { SKYGROUND_URL: url, SKYGROUND_API_KEY: apiKey },
      async shareFiles(root, bytes) {
        const { id } = await blobs.put(root, bytes);
        return blobs.direct.locate(id, { expiresInSeconds: SOURCE_URL_SECONDS });
      },
    }),
    logs: new FargateLogSink({ client: new CloudWatchLogsClient({}), logGroup, store, clock, others }),
  };
}

function impatient(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    sleep: (milliseconds, signal) => clock.sleep(Math.min(milliseconds, LOOK_AGAIN_MILLISECONDS), signal),
  };
}
