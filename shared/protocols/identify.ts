import type { Family } from "./fault.ts";
import type { WireProtocol } from "./model.ts";
import type { Credentials } from "./signature/credentials.ts";
import { hostBucket } from "./virtual-host.ts";
import type { WireRequest } from "./wire-message.ts";

/** What a request shows of itself before its body is read. */
export interface Approach {
  /** As credential scopes name it; undefined where nothing says. */
  readonly service: string | undefined;
  /** How it is spoken, as far as that shows: S3 and the REST services look alike. */
  readonly style: "target" | "form" | "rest";
  /** In X-Amz-Target: `AmazonSQS.SendMessage`. */
  readonly target: string | undefined;
}

type Head = Pick<WireRequest, "method" | "headers" | "query">;

/** Whether anything of a `GET /` is AWS's: what a person's browser does not send by itself. */
export function speaksAws({ headers, query }: Pick<Head, "headers" | "query">): boolean {
  const signed = headers.authorization?.startsWith("AWS") === true || SIGNED_QUERY.some((name) => query[name]);
  return signed || AWS_HEADERS.some((name) => headers[name] !== undefined) || query.Action !== undefined;
}

const SIGNED_QUERY = ["X-Amz-Algorithm", "X-Amz-Credential", "AWSAccessKeyId"];
/** The second is what the SDKs send with every try, signed or not. */
const AWS_HEADERS = ["x-amz-target", "amz-sdk-request"];

/**
 * In DESIGN's order: a bucket in the Host, the service in the credential scope, X-Amz-Target, a form's Action, and path-style S3
 * for everything else.
 */
export function approachOf(request: Head, credentials: Credentials): Approach {
  const { headers, query } = request;
  const target = headers["x-amz-target"];
  const service = credentials.kind === "v4" ? credentials.service : credentials.kind === "v2" ? "s3" : undefined;
  if (target !== undefined) return { service, style: "target", target };
  if (service === "s3" || (service === undefined && hostBucket(request) !== undefined)) {
    return { service: "s3", style: "rest", target };
  }
  if (query.Action !== undefined || (isForm(request) && !isPostOfS3(query))) return { service, style: "form", target };
  return { service: service ?? "s3", style: "rest", target };
}

function isForm({ headers, method }: Pick<Head, "headers" | "method">): boolean {
  return method === "POST" && headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
}

/** curl calls every body a form that is not told otherwise: S3's POSTs, which are none, say in the query what they are. */
function isPostOfS3(query: Head["query"]): boolean {
  return POSTS_OF_S3.some((name) => query[name] !== undefined);
}

const POSTS_OF_S3 = ["delete", "uploads", "uploadId", "restore", "select"];

/** In whose words to complain while the service is not known. */
function familyOfStyle({ style, service }: Pick<Approach, "style" | "service">): Family {
  if (style === "form") return "query";
  return style === "target" || (service !== undefined && service !== "s3") ? "json" : "s3";
}

/** What a service of unknown protocol is answered in. */
export function protocolOfStyle(approach: Pick<Approach, "style" | "service">): WireProtocol {
  const family = familyOfStyle(approach);
  if (family === "query") return "query";
  if (family === "s3") return "rest-xml";
  return approach.style === "target" ? "json-1.1" : "rest-json";
}
