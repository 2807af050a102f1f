import { request } from "node:http";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf } from "./support/calls.ts";
import { clientOptions } from "./support/clients.ts";

/* Links made by AWS's own library, held to their signatures. */

const ACCOUNT = "111111111111";
const Bucket = "linked-bucket";
const server = sharedServer({ accessKeys: new Map([[ACCOUNT, "secret"]]) });
let client: S3Client;
beforeAll(async () => {
  client = new S3Client({
    ...clientOptions(server, { account: ACCOUNT }),
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  await client.send(new CreateBucketCommand({ Bucket }));
});

// The library brings no client of its own, but types of another version.
const sign = (command: object, signer: S3Client = client) =>
  getSignedUrl(signer as never, command as never, { expiresIn: 60 });

describe("a presigned URL", () => {
  test("puts, reads, heads, lists and deletes", async () => {
    const Key = "a b/ü+%.txt";
    const put = await sign(new PutObjectCommand({ Bucket, Key }));
    expect((await fetch(put, { method: "PUT", body: "hello" })).status).toBe(200);
    expect(await (await fetch(await sign(new GetObjectCommand({ Bucket, Key })))).text()).toBe("hello");
    const head = await fetch(await sign(new HeadObjectCommand({ Bucket, Key })), { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe("5");
    const list = await fetch(await sign(new ListObjectsV2Command({ Bucket, Prefix: "a b/" })));
    expect(await list.text()).toContain("<KeyCount>1</KeyCount>");
    expect((await fetch(await sign(new DeleteObjectCommand({ Bucket, Key })), { method: "DELETE" })).status).toBe(204);
  });

  test("names the file of a download", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "report", Body: "x" }));
    const ResponseContentDisposition = 'attachment; filename="report.txt"';
    const answer = await fetch(await sign(new GetObjectCommand({ Bucket, Key: "report", ResponseContentDisposition })));
    expect(answer.headers.get("content-disposition")).toBe(ResponseContentDisposition);
    const head = new HeadObjectCommand({ Bucket, Key: "report", ResponseContentType: "text/x-report" });
    expect((await fetch(await sign(head), { method: "HEAD" })).headers.get("content-type")).toBe("text/x-report");
  });

  test("is good for its method and its key only", async () => {
    const get = await sign(new GetObjectCommand({ Bucket, Key: "report" }));
    expect(await errorOf(await fetch(get, { method: "DELETE" }))).toMatchObject({ Code: "SignatureDoesNotMatch" });
    expect(await errorOf(await fetch(get.replace("/report?", "/other?")))).toMatchObject({ status: 403 });
  });

  test("for a bucket elsewhere is told its region", async () => {
    const european = new S3Client(clientOptions(server, { account: ACCOUNT, region: "eu-west-1" }));
    const url = await sign(new GetObjectCommand({ Bucket, Key: "report" }), european);
    european.destroy();
    const answer = await fetch(url);
    expect(answer.headers.get("x-amz-bucket-region")).toBe("us-east-1");
    expect(await errorOf(answer)).toMatchObject({
      status: 400,
      Code: "AuthorizationHeaderMalformed",
      Region: "us-east-1",
    });
  });
});

describe("the bucket in the host", () => {
  const hosts = [
    ["http://localhost:4566", `${Bucket}.localhost:4566`],
    ["http://s3.localhost:4566", `${Bucket}.s3.localhost:4566`],
    ["http://s3.us-east-1.localhost:4566", `${Bucket}.s3.us-east-1.localhost:4566`],
    [undefined, `${Bucket}.s3.us-east-1.amazonaws.com`],
  ] as const;

  test.each(hosts)("of %s", async (endpoint, host) => {
    const { endpoint: _, ...options } = clientOptions(server, { account: ACCOUNT });
    const virtual = new S3Client({ ...options, ...(endpoint === undefined ? {} : { endpoint }) });
    const url = new URL(await sign(new GetObjectCommand({ Bucket, Key: "report" }), virtual));
    virtual.destroy();
    expect(url.host).toBe(host);
    expect(await get(`${url.pathname}${url.search}`, host)).toEqual([200, "x"]);
  });

  function get(path: string, host: string): Promise<readonly [status: number | undefined, text: string]> {
    return new Promise((resolve, reject) => {
      request({ host: "127.0.0.1", port: server.port, path, headers: { host } }, async (response) => {
        let text = "";
        for await (const chunk of response) text += String(chunk);
        resolve([response.statusCode, text]);
      })
        .on("error", reject)
        .end();
    });
  }
});
