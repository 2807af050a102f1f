import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { inject } from "vitest";
import type { AlbEvent, AlbHandler, AlbResult } from "../../../functions/alb.ts";
import { API_KEY, albEvent, type Request } from "./alb-event.ts";
import { CLIENT, createTables } from "./clients.ts";
import { eventSource } from "./event-source.ts";
import { startFargate } from "./fargate.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

export type FunctionName = "buckets" | "topics" | "queues" | "tasks" | "playground" | "aws";

/** A bundle as `npm run package` zips it. */
export async function importFunction<Module>(name: string): Promise<Module> {
  return import(pathToFileURL(resolve(ROOT, `dist/functions/${name}.mjs`)).href);
}

/** Tables, bucket, queue and a cluster, and the variables by which the functions find them. */
export async function deploy() {
  const fargate = await startFargate();
  const tables = await createTables();
  const fauxqs = inject("fauxqsUrl");
  const s3 = new S3Client({ ...CLIENT, endpoint: fauxqs, forcePathStyle: true });
  const sqs = new SQSClient({ ...CLIENT, endpoint: fauxqs });
  const bucket = `blobs-${process.pid}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const QueueName = `jobs-${process.pid}`;
  await sqs.send(new CreateQueueCommand({ QueueName }));
  // The one that it tells has a host name that does not resolve.
  const QueueUrl = `${fauxqs}/000000000000/${QueueName}`;
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_DYNAMODB: inject("dynamoDbUrl"),
    AWS_ENDPOINT_URL_S3: fauxqs,
    AWS_ENDPOINT_URL_SQS: fauxqs,
    SKYGROUND_API_KEY: API_KEY,
    SKYGROUND_PLAIN_TABLE: tables.names.plain,
    SKYGROUND_TIMED_TABLE: tables.names.timed,
    SKYGROUND_BLOB_BUCKET: bucket,
    SKYGROUND_JOB_QUEUE_URL: QueueUrl,
    ...fargate.environment,
  });
  return {
    ecs: fargate.ecs,
    ...eventSource(sqs, QueueUrl),
    async remove() {
      await fargate.close();
      await tables.drop();
      s3.destroy();
      sqs.destroy();
    },
  };
}

/** Calls a packaged function as the load balancer would, which passes JSON both ways. */
export async function invoke(handler: AlbHandler, request: Request) {
  const event = JSON.parse(JSON.stringify(albEvent(request))) as AlbEvent;
  const result = JSON.parse(JSON.stringify(await handler(event))) as AlbResult;
  const bytes = Buffer.from(result.body ?? "", result.isBase64Encoded ? "base64" : "utf8");
  const isJson = /json/.test(String(result.multiValueHeaders?.["Content-Type"]?.[0] ?? ""));
  return {
    status: result.statusCode,
    headers: result.multiValueHeaders ?? {},
    bytes,
    json: isJson ? JSON.parse(bytes.toString()) : undefined,
  };
}

interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Readable;
}

/** Lets one of AWS's own clients speak to a function instead of the network. */
export function throughLoadBalancer(send: (request: Request) => ReturnType<typeof invoke>) {
  return {
    async handle({ method, path, query, headers, body }: SdkRequest): Promise<{ response: HttpAnswer }> {
      const {
        status,
        headers: answered,
        bytes,
      } = await send({
        method,
        path,
        query,
        headers: { ...headers, authorization: headers.authorization ?? "" },
        bytes: Buffer.from(body ?? ""),
      });
      const flat = Object.fromEntries(
        Object.entries(answered).map(([name, values]) => [name.toLowerCase(), String(values[0])]),
      );
      return { response: { statusCode: status, headers: flat, body: Readable.from([bytes]) } };
    },
  };
}

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}
