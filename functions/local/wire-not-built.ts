import type { HttpRequest } from "../../shared/rest/http-request.ts";
import type { AlbResult } from "../alb.ts";

const SENTENCE =
  "Skyground does not speak the AWS protocols yet, so AWS CLI, SDKs and Terraform cannot use it. Use the REST API under /v1 meanwhile: GET /v1/openapi.json lists it.";

type Protocol = "json" | "query" | "s3" | "rest-json";

/** Which protocol of AWS's a request speaks, by what it cannot hide; undefined when it speaks none of them. */
export function wireProtocol({ headers, query }: HttpRequest): Protocol | undefined {
  const service = signedService(headers.authorization, query);
  if (headers["x-amz-target"] !== undefined) return "json";
  if (service === "s3") return "s3";
  if (service === "lambda") return "rest-json";
  if (service !== undefined || query.Action !== undefined) return "query";
  if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return "query";
  // SigV2, which `aws s3 presign` of CLI v1 still makes.
  if (query.AWSAccessKeyId !== undefined || headers.authorization?.startsWith("AWS ")) return "s3";
  return undefined;
}

/** The service in a signature's credential scope: `AKID/20260101/us-east-1/sqs/aws4_request`. */
function signedService(authorization: string | undefined, query: HttpRequest["query"]): string | undefined {
  const header = /^AWS4-HMAC-SHA256 .*?Credential=([^,\s]+)/.exec(authorization ?? "")?.[1];
  const presigned = query["X-Amz-Credential"]?.[0]?.replaceAll(/%2F/gi, "/");
  return (header ?? presigned)?.split("/").at(-2);
}

/** A refusal that AWS's clients show to their user, sentence and all. None of them tries a 501 again. */
export function wireNotBuilt(protocol: Protocol, requestId: string): AlbResult {
  const [type, body] = render(protocol, requestId);
  const errorType = protocol === "json" || protocol === "rest-json" ? { "x-amzn-errortype": ["NotImplemented"] } : {};
  return {
    statusCode: 501,
    multiValueHeaders: {
      "Content-Type": [type],
      "x-amzn-requestid": [requestId],
      "x-amz-request-id": [requestId],
      ...errorType,
    },
    body,
    isBase64Encoded: false,
  };
}

function render(protocol: Protocol, requestId: string): [type: string, body: string] {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n`;
  const error = `<Code>NotImplemented</Code><Message>${SENTENCE}</Message>`;
  switch (protocol) {
    case "json":
      return ["application/x-amz-json-1.0", JSON.stringify({ __type: "NotImplemented", message: SENTENCE })];
    case "rest-json":
      return ["application/json", JSON.stringify({ Type: "Service", message: SENTENCE })];
    case "s3":
      return ["application/xml", `${xml}<Error>${error}<RequestId>${requestId}</RequestId></Error>`];
    case "query":
      return [
        "text/xml",
        `${xml}<ErrorResponse><Error><Type>Receiver</Type>${error}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      ];
  }
}
