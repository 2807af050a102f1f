// SendMessage of SQS's JSON protocol by hand: node:http, JSON parsed and checked member by member, the same engine and the same
// rows below. What Skyground's wire costs beside it is the price of being general: any service, any protocol, from a model.
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { openPorts } from "../../functions/local/ports.ts";
import { ServiceError } from "../../shared/core/errors.ts";
import { Engine } from "../../shared/engine/engine.ts";
import { effectRetry } from "../../shared/jobs/retry.ts";
import { services } from "../../shared/services/index.ts";

const { PORT = "", DATA = "" } = process.env;
const url = `http://127.0.0.1:${PORT}`;
const { ports, close } = await openPorts({ dataFolder: DATA, url });
const engine = new Engine({ services, ports, retry: effectRetry });

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => void answer(request, response, Buffer.concat(chunks).toString("utf8")));
});
server.listen(Number(PORT), "127.0.0.1");
process.once("SIGTERM", () => void close().then(() => process.exit(0)));

async function answer({ headers }: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
  const requestId = randomUUID();
  try {
    const scope = /Credential=([^/]+)\/\d{8}\/([a-z0-9-]+)\/sqs\/aws4_request/.exec(headers.authorization ?? "");
    const [, key = "", region = "us-east-1"] = scope ?? [];
    const account = /^\d{12}$/.test(key) ? key : "000000000000";
    const operation = String(headers["x-amz-target"]).slice("AmazonSQS.".length);
    const input = operation === "SendMessage" ? readSendMessage(JSON.parse(body)) : JSON.parse(body);
    const output = await engine.call({ service: "sqs", name: operation }, input, {
      playground: "default",
      account,
      region,
      principal: { kind: "account", account },
      traceId: requestId,
      requestId,
      baseUrl: `http://${headers.host}`,
    });
    send(response, 200, requestId, output);
  } catch (error) {
    const { code, message, status } = error instanceof ServiceError ? error : INTERNAL;
    send(response, status, requestId, { __type: code, message });
  }
}

const INTERNAL = { code: "InternalError", message: "", status: 500 };

function readSendMessage(json: unknown) {
  if (typeof json !== "object" || json === null) throw malformed("body");
  const { QueueUrl, MessageBody, DelaySeconds, MessageGroupId, MessageDeduplicationId } = json as Record<
    string,
    unknown
  >;
  if (typeof QueueUrl !== "string") throw malformed("QueueUrl");
  if (typeof MessageBody !== "string") throw malformed("MessageBody");
  if (DelaySeconds !== undefined && !Number.isInteger(DelaySeconds)) throw malformed("DelaySeconds");
  if (MessageGroupId !== undefined && typeof MessageGroupId !== "string") throw malformed("MessageGroupId");
  if (MessageDeduplicationId !== undefined && typeof MessageDeduplicationId !== "string") {
    throw malformed("MessageDeduplicationId");
  }
  return { QueueUrl, MessageBody, DelaySeconds, MessageGroupId, MessageDeduplicationId };
}

function malformed(member: string): ServiceError {
  return new ServiceError("SerializationException", `${member} is not what it should be.`, { status: 400 });
}

function send(response: ServerResponse, status: number, requestId: string, output: unknown): void {
  const text = JSON.stringify(output);
  response.writeHead(status, {
    "content-type": "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(text),
    "x-amzn-requestid": requestId,
  });
  response.end(text);
}
