import type { AlbHandler } from "../../functions/alb.ts";
import { type App, createApp } from "../../functions/app.ts";
import { awsHandler } from "../../functions/aws-handler.ts";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { DEFAULT_ACCOUNT, DEFAULT_PLAYGROUND, DEFAULT_REGION } from "../../shared/core/context.ts";
import type { Caller } from "../../shared/engine/request.ts";
import { effectRef } from "../../shared/jobs/background.ts";
import { loadModel } from "../../shared/protocols/load-model.ts";
import type { WireProtocol } from "../../shared/protocols/model.ts";
import { services } from "../../shared/services/index.ts";
import { START } from "../support/world.ts";
import type { Pool } from "./pool.ts";
import { fuzzPorts } from "./ports.ts";
import type { Speaker } from "./requests.ts";
import type { Protocol } from "./sent.ts";
import { KEY } from "./sign.ts";

/** Skyground without a socket: the wire's door on adapters in memory, a clock that is moved, chance from a seed. */
export interface FuzzWorld {
  readonly handle: AlbHandler;
  readonly clock: ManualClock;
  /** What went wrong inside, in words. */
  readonly bugs: string[];
  /** Delivers what requests have left to do, so that it is seen to break too. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export async function createFuzzWorld(seed: number, pool: Pool, verified: boolean): Promise<FuzzWorld> {
  const clock = new ManualClock(START);
  const random = new SeededRandom(seed);
  const bugs: string[] = [];
  const ports = fuzzPorts({ clock, random });
  const onError = (error: unknown, during: string) =>
    void bugs.push(`${during}: ${error instanceof Error ? error.stack : error}`);
  const accessKeys = verified ? new Map([[KEY.id, KEY.secret]]) : undefined;
  const app = createApp({ services, ports, accessKeys, onError });
  await furnish(app, pool);
  const { engine } = app;
  return {
    handle: awsHandler(app),
    clock,
    bugs,
    async close() {
      await ports.tasks.close();
      await ports.jobs.close();
    },
    async settle() {
      await engine.idle();
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const batch = await ports.jobs.receive({ max: 10, leaseSeconds: 60, waitMilliseconds: 0 });
        if (batch.length === 0) return;
        for (const job of batch) await engine.deliver(effectRef(job));
        await ports.jobs.complete(batch);
      }
    },
  };
}

/** A delivery may cause others; so many rounds of ten are enough to see them begin. */
const MAX_ROUNDS = 5;

/** Every service that speaks a protocol, SQS in both of its. */
export async function speakersOf(protocol: Protocol): Promise<Speaker[]> {
  const speakers: Speaker[] = [];
  for (const { name, wire } of services) {
    const model = wire && (await loadModel(name));
    if (!wire || !model) continue;
    const spoken: readonly WireProtocol[] = [model.protocol, ...(wire.alsoSpeaks ?? [])];
    if (spoken.includes(protocol)) speakers.push({ name, protocol, model, binding: wire });
  }
  return speakers;
}

type Step = readonly [service: string, operation: string, input: object];

const QUEUE_URL = "http://127.0.0.1:4566/000000000000";
const ARN = "arn:aws:sqs:us-east-1:000000000000";
const TOPIC_ARN = "arn:aws:sns:us-east-1:000000000000";
const HELLO = { kind: "inline", bytes: Buffer.from("hello"), size: 5, md5: "5d41402abc4b2a76b9719d911017c592" };
const STEPS: readonly Step[] = [
  ["sqs", "CreateQueue", { QueueName: "dead" }],
  ["sqs", "CreateQueue", { QueueName: "orders" }],
  ["sqs", "CreateQueue", { QueueName: "orders.fifo", Attributes: { FifoQueue: "true" } }],
  ["sns", "CreateTopic", { Name: "news" }],
  ["sns", "CreateTopic", { Name: "news.fifo", Attributes: { FifoTopic: "true" } }],
  ["sns", "Subscribe", { TopicArn: `${TOPIC_ARN}:news`, Protocol: "sqs", Endpoint: `${ARN}:orders` }],
  ["s3", "CreateBucket", { Bucket: "photos" }],
  ["s3", "CreateBucket", { Bucket: "versions" }],
  ["s3", "PutBucketVersioning", { Bucket: "versions", VersioningConfiguration: { Status: "Enabled" } }],
  ["s3", "CreateBucket", { Bucket: "locked", ObjectLockEnabledForBucket: true }],
  ["s3", "PutObject", { Bucket: "locked", Key: "a", Body: HELLO }],
  ["s3", "PutObject", { Bucket: "photos", Key: "a", Body: HELLO }],
  ["s3", "PutObject", { Bucket: "versions", Key: "a", Body: HELLO }],
  ["s3", "CreateMultipartUpload", { Bucket: "photos", Key: "large" }],
  ["ecs", "CreateCluster", { clusterName: "default" }],
  [
    "ecs",
    "RegisterTaskDefinition",
    {
      family: "web",
      cpu: "256",
      memory: "512",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      containerDefinitions: [{ name: "web", image: "skyground/web" }],
    },
  ],
];

/** What requests know to be there, beside what answers tell them. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  QueueUrl: [`${QUEUE_URL}/orders`, `${QUEUE_URL}/orders.fifo`, `${QUEUE_URL}/dead`],
  QueueName: ["orders", "orders.fifo", "made"],
  TopicArn: [`${TOPIC_ARN}:news`, `${TOPIC_ARN}:news.fifo`],
  Name: ["news", "web", "made"],
  ResourceArn: [`${TOPIC_ARN}:news`, `${ARN}:orders`],
  SourceArn: [`${ARN}:dead`],
  Endpoint: [`${ARN}:orders`, `${ARN}:orders.fifo`, "a@example.com", "https://example.com/hook", "+15550100"],
  Protocol: ["sqs", "email", "https", "sms"],
  ExpectedBucketOwner: ["000000000000"],
  ExpectedSourceBucketOwner: ["000000000000"],
  AWSAccountIds: ["222222222222"],
  QueueOwnerAWSAccountId: ["000000000000"],
  Bucket: ["photos", "versions", "locked", "made-bucket"],
  Key: ["a", "b/c d+ü.txt", "large"],
  CopySource: ["photos/a", "/versions/b/c%20d"],
  PartNumber: ["1", "2"],
  cluster: ["default"],
  family: ["web"],
  taskDefinition: ["web", "web:1"],
  image: ["skyground/web"],
  cpu: ["256"],
  memory: ["512"],
  RoleArn: ["arn:aws:iam::111111111111:role/reader"],
  Policy: ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}'],
};

async function furnish({ engine }: App, pool: Pool): Promise<void> {
  const caller: Caller = {
    playground: DEFAULT_PLAYGROUND,
    account: DEFAULT_ACCOUNT,
    region: DEFAULT_REGION,
    principal: { kind: "account", account: DEFAULT_ACCOUNT },
    traceId: "1-00000000-000000000000000000000000",
    requestId: "fuzz",
    baseUrl: "http://127.0.0.1:4566",
  };
  for (const [name, values] of Object.entries(KNOWN)) for (const value of values) pool.add(name, value);
  for (const [service, name, input] of STEPS) {
    const output = await engine.call<object, unknown>({ service, name }, input, caller);
    for (const [member, value] of Object.entries(output ?? {})) if (typeof value === "string") pool.add(member, value);
  }
}
