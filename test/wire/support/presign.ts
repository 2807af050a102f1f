import { createHash, createHmac } from "node:crypto";

interface PresignOptions {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly method?: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly expiresSeconds: number;
  /** S3 by default, which signs nothing of the body; the others sign that there is none. */
  readonly service?: string;
}

/** A presigned URL of version 4, made by the book and not by the code that verifies it. */
export function presign(
  url: string,
  { accessKeyId, secret, method = "GET", at, expiresSeconds, service = "s3" }: PresignOptions,
): string {
  const { host, origin, pathname, searchParams } = new URL(url);
  const now = `${new Date(at).toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
  const scope = [now.slice(0, 8), "us-east-1", service, "aws4_request"];
  const query = [
    // Before the others as long as they begin with a letter before X.
    ...[...searchParams].sort(),
    ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
    ["X-Amz-Credential", `${accessKeyId}/${scope.join("/")}`],
    ["X-Amz-Date", now],
    ["X-Amz-Expires", String(expiresSeconds)],
    ["X-Amz-SignedHeaders", "host"],
  ]
    .map(([name = "", value = ""]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  const canonical = [
    method,
    pathname,
    query,
    `host:${host}\n`,
    "host",
    service === "s3" ? "UNSIGNED-PAYLOAD" : sha256(""),
  ].join("\n");
  const digest = sha256(canonical);
  const text = ["AWS4-HMAC-SHA256", now, scope.join("/"), digest].join("\n");
  const key = scope.reduce<Buffer>((last, word) => hmac(last, word), Buffer.from(`AWS4${secret}`));
  return `${origin}${pathname}?${query}&X-Amz-Signature=${hmac(key, text).toString("hex")}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
