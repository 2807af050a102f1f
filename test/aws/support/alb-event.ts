import type { AlbEvent } from "../../../functions/alb.ts";

export const API_KEY = "a-key-for-the-packaged-functions";

export interface Request {
  readonly method?: string;
  /** As it is sent, percent-encoded. */
  readonly path: string;
  /** As people mean it; encoded on its way, as clients do. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
}

/**
 * "If the content type is one of the following types, the load balancer sends the body to the Lambda function as is"; not so when
 * there is a content-encoding. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
const TEXT = /^(text\/[^;]*|application\/(json|javascript|xml))\s*(;|$)/i;

/**
 * The event that an Application Load Balancer makes of a request, multi-value headers on: names of headers in lower case, the path
 * and the query as they were sent ("the load balancer does not decode them"), text bodies as they are and all others in base64.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#multi-value-headers
 */
export function albEvent({ method = "GET", path, query = {}, headers = {}, json, bytes }: Request): AlbEvent {
  const type: Record<string, string> = json === undefined ? {} : { "content-type": "application/json" };
  const body = Buffer.from(bytes ?? (json === undefined ? "" : JSON.stringify(json)));
  const all: Record<string, string> = {
    accept: "*/*",
    host: "skyground-1234567890.us-east-1.elb.amazonaws.com",
    "user-agent": "curl/8.5.0",
    "x-amzn-trace-id": "Root=1-5c536348-3d683b8b04734faae651f476",
    "x-forwarded-for": "72.21.198.66",
    "x-forwarded-port": "80",
    "x-forwarded-proto": "http",
    authorization: `Bearer ${API_KEY}`,
    ...(body.length > 0 ? { "content-length": String(body.length) } : {}),
    ...type,
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  };
  const isText = body.length === 0 || (TEXT.test(all["content-type"] ?? "") && all["content-encoding"] === undefined);
  return {
    requestContext: {
      elb: { targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/q/6d0ecf831eec9f09" },
    },
    httpMethod: method,
    path,
    multiValueQueryStringParameters: Object.fromEntries(
      Object.entries(query).map(([name, values]) => [
        encodeURIComponent(name),
        [values].flat().map(encodeURIComponent),
      ]),
    ),
    multiValueHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
    body: body.toString(isText ? "utf8" : "base64"),
    isBase64Encoded: !isText,
  };
}
