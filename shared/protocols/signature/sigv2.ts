import { createHmac } from "node:crypto";
import { headerText } from "../../core/header-text.ts";
import { decodeQueryText } from "../rest/percent.ts";
import type { WireRequest } from "../wire-message.ts";
import type { SigV2 } from "./credentials.ts";

/*
 * S3's signatures before version 4: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */

/** Query parameters that name another resource or change the answer, and so are signed with the path. */
const SIGNED_PARAMETERS = new Set([
  "accelerate",
  "acl",
  "analytics",
  "cors",
  "delete",
  "inventory",
  "lifecycle",
  "location",
  "logging",
  "metrics",
  "notification",
  "object-lock",
  "partNumber",
  "policy",
  "replication",
  "requestPayment",
  "response-cache-control",
  "response-content-disposition",
  "response-content-encoding",
  "response-content-language",
  "response-content-type",
  "response-expires",
  "restore",
  "select",
  "select-type",
  "tagging",
  "torrent",
  "uploadId",
  "uploads",
  "versionId",
  "versioning",
  "versions",
  "website",
]);

type Request = Pick<WireRequest, "method" | "path" | "query" | "headers">;

/** `bucket` is given where it stands in the host: it is signed as the first part of the path. */
export function stringToSignV2(request: Request, credentials: SigV2, bucket: string | undefined): string {
  const { method } = request;
  const headers =
    credentials.expiresAtSeconds === undefined ? request.headers : { ...request.headers, ...moved(request.query) };
  const date = credentials.expiresAtSeconds ?? (headers["x-amz-date"] === undefined ? (headers.date ?? "") : "");
  return [
    method,
    headers["content-md5"] ?? "",
    headers["content-type"] ?? "",
    String(date),
    `${amzHeaders(headers)}${resource(request, bucket)}`,
  ].join("\n");
}

export function signatureV2(secret: string, text: string): string {
  return createHmac("sha1", secret).update(text).digest("base64");
}

/** In a presigned URL the headers that were signed stand among the parameters: a session's token, say. */
function moved(query: Request["query"]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, [value = ""]] of Object.entries(query)) {
    if (MOVED.test(name)) found[name] = decodeQueryText(value) ?? value;
  }
  return found;
}

const MOVED = /^(?:x-amz-.+|content-md5|content-type)$/;

function amzHeaders(headers: Request["headers"]): string {
  return Object.keys(headers)
    .filter((name) => name.startsWith("x-amz-"))
    .sort()
    .map((name) => `${name}:${headerText(headers[name] ?? "").trim()}\n`)
    .join("");
}

function resource({ path, query }: Request, bucket: string | undefined): string {
  const signed = Object.keys(query)
    .filter((name) => SIGNED_PARAMETERS.has(name))
    .sort()
    .map((name) => {
      const value = query[name]?.[0] ?? "";
      return value === "" ? name : `${name}=${decodeQueryText(value) ?? value}`;
    });
  return `${bucket === undefined ? "" : `/${bucket}`}${path}${signed.length > 0 ? `?${signed.join("&")}` : ""}`;
}
