import { createHash, createHmac } from "node:crypto";

export interface Presigning {
  readonly method: string;
  /** `http://127.0.0.1:4566`. */
  readonly baseUrl: string;
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Wall time. */
  readonly signedAt: Date;
  readonly expiresInSeconds: number;
  /** What the client has to send along; lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

const ALGORITHM = "AWS4-HMAC-SHA256";

/** A URL that may be used without credentials for so long. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
export function presignUrl(options: Presigning): string {
  const { method, baseUrl, bucket, key, region, accessKeyId, secretAccessKey, signedAt, expiresInSeconds } = options;
  const instant = signedAt.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const scope = `${instant.slice(0, 8)}/${region}/s3/aws4_request`;
  const headers = Object.entries({ ...options.headers, host: new URL(baseUrl).host }).toSorted(byName);
  const signedHeaders = headers.map(([name]) => name).join(";");
  const query = Object.entries({
    "X-Amz-Algorithm": ALGORITHM,
    "X-Amz-Credential": `${accessKeyId}/${scope}`,
    "X-Amz-Date": instant,
    "X-Amz-Expires": String(expiresInSeconds),
    "X-Amz-Security-Token": options.sessionToken,
    "X-Amz-SignedHeaders": signedHeaders,
  })
    .toSorted(byName)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  // S3 signs a path as it is sent: slashes stay, nothing is encoded twice.
  const path = `/${bucket}/${key.split("/").map(encode).join("/")}`;
  const canonicalHeaders = headers.map(([name, value]) => `${name}:${value.trim()}\n`).join("");
  const canonical = [method, path, query, canonicalHeaders, signedHeaders, "UNSIGNED-PAYLOAD"].join("\n");
  const text = [ALGORITHM, instant, scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const signingKey = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return `${baseUrl}${path}?${query}&X-Amz-Signature=${hmac(signingKey, text).toString("hex")}`;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function encode(text: string): string {
  const reserved = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, reserved);
}

function byName([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return left < right ? -1 : Number(left > right);
}
