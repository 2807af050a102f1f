import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../api/support/server.ts";
import { errorOf } from "./support/calls.ts";
import { clientOptions } from "./support/clients.ts";
import { presign } from "./support/presign.ts";

/* Links that are not made by the book, and what S3 says of them: in these words whether or not signatures are verified. */

const ACCOUNT = "111111111111";
const QUERY_ERROR = { status: 400, Code: "AuthorizationQueryParametersError" };

describe.each([true, false])("where signatures are verified: %s", (verified) => {
  let server: TestServer;
  let good: string;
  beforeAll(async () => {
    server = await startTestServer(verified ? { accessKeys: new Map([[ACCOUNT, "secret"]]) } : {});
    const client = new S3Client(clientOptions(server, { account: ACCOUNT }));
    await client.send(new CreateBucketCommand({ Bucket: "linked" }));
    await client.send(new PutObjectCommand({ Bucket: "linked", Key: "a", Body: "a" }));
    client.destroy();
    const key = { accessKeyId: ACCOUNT, secret: "secret", at: Date.now(), expiresSeconds: 60 };
    good = presign(`${server.url}/linked/a`, key);
  });
  afterAll(() => server.close());

  test("a good link opens its object", async () => {
    expect(await (await fetch(good)).text()).toBe("a");
  });

  test.each([
    ["that expires before it begins", "X-Amz-Expires=60", "X-Amz-Expires=-1", "X-Amz-Expires must be non-negative"],
    ["that expires some time", "X-Amz-Expires=60", "X-Amz-Expires=soon", "X-Amz-Expires should be a number"],
    [
      "that is good for more than a week",
      "X-Amz-Expires=60",
      "X-Amz-Expires=604801",
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    ],
    [
      "signed by another algorithm",
      "AWS4-HMAC-SHA256",
      "AWS4-HMAC-SHA1",
      'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
    ],
    [
      "of no date",
      /X-Amz-Date=[^&]+/,
      "X-Amz-Date=yesterday",
      "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
    ],
    [
      "that says nothing of its headers",
      "&X-Amz-SignedHeaders=host",
      "",
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    ],
  ])("a link %s", async (_name, part, changed, Message) => {
    expect(await errorOf(await fetch(good.replace(part, changed)))).toEqual({ ...QUERY_ERROR, Message });
  });

  test("two signatures are one too many, and what is none of AWS's is none", async () => {
    const withHeader = async (url: string, authorization: string) =>
      errorOf(await fetch(url, { headers: { authorization } }));
    const refusal = (Message: string, ArgumentValue: string) => ({
      status: 400,
      Code: "InvalidArgument",
      Message,
      ArgumentName: "Authorization",
      ArgumentValue,
    });
    const twice =
      "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified";
    const signed = "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
    expect(await withHeader(good, signed)).toEqual(refusal(twice, signed));
    // Clients that follow a link with the key that they have for somebody else.
    expect(await withHeader(good, "Bearer abc")).toEqual(refusal(twice, "Bearer abc"));
    const both = await errorOf(await fetch(`${good}&AWSAccessKeyId=x&Expires=1999999999&Signature=x`));
    expect(both).toMatchObject({ status: 400, Code: "InvalidArgument", Message: twice });
    const alone = await withHeader(`${server.url}/linked/a`, "Bearer abc");
    expect(alone).toEqual(refusal("Unsupported Authorization Type", "Bearer abc"));
  });

  test("headers of the answer can't be chosen by who does not sign", async () => {
    const answer = await fetch(`${server.url}/linked/a?response-content-type=text/html`);
    expect(await errorOf(answer)).toMatchObject({
      status: 400,
      Code: "InvalidRequest",
      Message: "Request specific response headers cannot be used for anonymous GET requests.",
    });
    const head = await fetch(`${server.url}/linked/a?response-content-type=text/html`, { method: "HEAD" });
    expect(head.status).toBe(400);
  });
});
