import { type ServerProcess, startProcess } from "./server-process.ts";

/** A request that wrk repeats; `path` may count up through `{n}`. */
export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Target {
  readonly name: string;
  start(): Promise<ServerProcess>;
  /** Makes what the request needs, and says what the request is. */
  sendMessage(url: string): Promise<LoadRequest>;
  putObject(url: string): Promise<LoadRequest>;
}

const MESSAGE = "x".repeat(256);
const OBJECT = "x".repeat(1024);
const BYTES = { "content-type": "application/octet-stream" };
const JSON_TYPE = { "content-type": "application/json" };

const bare: Target = {
  name: "bare node:http",
  start: () => startProcess(["bench/targets/bare.ts"], (port) => ({ PORT: String(port) })),
  sendMessage: async () => ({ method: "POST", path: "/", headers: JSON_TYPE, body: JSON.stringify({ body: MESSAGE }) }),
  putObject: async () => ({ method: "PUT", path: "/objects/{n}", headers: BYTES, body: OBJECT }),
};

const skyground: Target = {
  name: "Skyground, REST",
  start: () =>
    startProcess(["functions/local/main.js"], (port, folder) => ({
      SKYGROUND_PORT: String(port),
      SKYGROUND_DATA: folder,
    })),
  async sendMessage(url) {
    await expectOk(url, "POST", "/v1/queues", JSON_TYPE, JSON.stringify({ name: "bench" }));
    return {
      method: "POST",
      path: "/v1/queues/bench/messages",
      headers: JSON_TYPE,
      body: JSON.stringify({ body: MESSAGE }),
    };
  },
  async putObject(url) {
    await expectOk(url, "POST", "/v1/buckets", JSON_TYPE, JSON.stringify({ name: "bench-bucket" }));
    return { method: "PUT", path: "/v1/buckets/bench-bucket/objects/{n}", headers: BYTES, body: OBJECT };
  },
};

const fauxqs: Target = {
  name: "fauxqs 2.4.1",
  start: () =>
    startProcess(["bench/node_modules/fauxqs/dist/cli.js"], (port) => ({
      FAUXQS_PORT: String(port),
      FAUXQS_LOGGER: "false",
    })),
  async sendMessage(url) {
    const headers = (name: string) => ({
      ...signed("sqs"),
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `AmazonSQS.${name}`,
    });
    await expectOk(url, "POST", "/", headers("CreateQueue"), JSON.stringify({ QueueName: "bench" }));
    const body = JSON.stringify({ QueueUrl: `${url}/000000000000/bench`, MessageBody: MESSAGE });
    return { method: "POST", path: "/", headers: headers("SendMessage"), body };
  },
  async putObject(url) {
    await expectOk(url, "PUT", "/bench-bucket", signed("s3"), "");
    return { method: "PUT", path: "/bench-bucket/{n}", headers: { ...signed("s3"), ...BYTES }, body: OBJECT };
  },
};

export const targets: readonly Target[] = [bare, skyground, fauxqs];

/** fauxqs reads the service from the credential scope and checks no signature. */
function signed(service: string): Record<string, string> {
  const scope = `AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` };
}

async function expectOk(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<void> {
  const response = await fetch(`${url}${path}`, { method, headers, ...(body ? { body } : {}) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}
