/** A request that is repeated; `{n}` in its `path` is something else each time. */
export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Makes what the request needs, and says what the request is. */
export type Prepare = (url: string) => Promise<LoadRequest>;

const MESSAGE = "x".repeat(256);
const OBJECT = "x".repeat(1024);
const BYTES = { "content-type": "application/octet-stream" };
const JSON_TYPE = { "content-type": "application/json" };

export const sendByRest: Prepare = async (url) => {
  await expectOk(url, "POST", "/v1/queues", JSON_TYPE, JSON.stringify({ name: "bench" }));
  const body = JSON.stringify({ body: MESSAGE });
  return { method: "POST", path: "/v1/queues/bench/messages", headers: JSON_TYPE, body };
};

/** As AWS's clients send it. */
export const sendByWire: Prepare = async (url) => {
  const headers = (name: string) => ({
    ...signed("sqs"),
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `AmazonSQS.${name}`,
  });
  await expectOk(url, "POST", "/", headers("CreateQueue"), JSON.stringify({ QueueName: "bench" }));
  return sendMessage(url, headers("SendMessage"));
};

export const sendToBare: Prepare = async (url) => sendMessage(url, JSON_TYPE);

function sendMessage(url: string, headers: Record<string, string>): LoadRequest {
  const body = JSON.stringify({ QueueUrl: `${url}/000000000000/bench`, MessageBody: MESSAGE });
  return { method: "POST", path: "/", headers, body };
}

export const putByRest: Prepare = async (url) => {
  await expectOk(url, "POST", "/v1/buckets", JSON_TYPE, JSON.stringify({ name: "bench-bucket" }));
  return { method: "PUT", path: "/v1/buckets/bench-bucket/objects/{n}", headers: BYTES, body: OBJECT };
};

export const putByWire: Prepare = (url) => putTo(url, signed("s3"));

/** s3rver checks the signatures that it gets, and takes requests without. */
export const putUnsigned: Prepare = (url) => putTo(url, {});

async function putTo(url: string, signature: Record<string, string>): Promise<LoadRequest> {
  await expectOk(url, "PUT", "/bench-bucket", signature, "");
  return { method: "PUT", path: "/bench-bucket/{n}", headers: { ...signature, ...BYTES }, body: OBJECT };
}

export const putToBare: Prepare = async () => ({
  method: "PUT",
  path: "/bench-bucket/{n}",
  headers: BYTES,
  body: OBJECT,
});

/** Gets the one object that it has put. */
export function getAfter(prepare: Prepare): Prepare {
  return async (url) => {
    const { path, headers } = await prepare(url);
    const one = path.replace("{n}", "one");
    await expectOk(url, "PUT", one, headers, OBJECT);
    const { "content-type": _, ...rest } = headers;
    return { method: "GET", path: one, headers: rest, body: "" };
  };
}

/** The servers at home check no signature; this looks like one, with what the SDK sends besides. */
function signed(service: string): Record<string, string> {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `AKIAIOSFODNN7EXAMPLE/${date.slice(0, 8)}/us-east-1/${service}/aws4_request`;
  const signature = "0".repeat(64);
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
    "x-amz-date": date,
    "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
    "user-agent": "aws-sdk-js/3.1169.0 ua/2.1 os/linux lang/js md/nodejs#24 api/bench#3.1169.0",
    "amz-sdk-invocation-id": "1b8a8d6c-6f0c-4b8d-a3f6-0e4b7b3c8c1e",
    "amz-sdk-request": "attempt=1; max=3",
  };
}

async function expectOk(url: string, method: string, path: string, headers: Record<string, string>, body: string) {
  const response = await fetch(`${url}${path}`, { method, headers, ...(body ? { body } : {}) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
}
