import { createHash, createHmac } from "node:crypto";

interface PresignOptions {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly method?: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly expiresSeconds: number;
}

/** A presigned URL of version 4, made by the book and not by the code that verifies it. */
export function presign(
  url: string,
  { accessKeyId, secret, method = "GET", at, expiresSeconds }: PresignOptions,
): string {
  const { host, origin, pathname } = new URL(url);
  const now = `${new Date(at).toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
  const scope = [now.slice(0, 8), "us-east-1", "s3", "aws4_request"];
  const query = [
    ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
    ["X-Amz-Credential", `${accessKeyId}/${scope.join("/")}`],
    ["X-Amz-Date", now],
    ["X-Amz-Expires", String(expiresSeconds)],
    ["X-Amz-SignedHeaders", "host"],
  ]
    .map(([name = "", value = ""]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  const canonical = [method, pathname, query, `host:${host}\n`, "host", "UNSIGNED-PAYLOAD"].join("\n");
  const digest = createHash("sha256").update(canonical).digest("hex");
  const text = ["AWS4-HMAC-SHA256", now, scope.join("/"), digest].join("\n");
  const key = scope.reduce<Buffer>((last, word) => hmac(last, word), Buffer.from(`AWS4${secret}`));
  return `${origin}${pathname}?${query}&X-Amz-Signature=${hmac(key, text).toString("hex")}`;
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
