import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { readCredentials } from "../../../shared/protocols/signature/credentials.ts";
import { checkExpiry } from "../../../shared/protocols/signature/request-time.ts";
import { SigningKeys } from "../../../shared/protocols/signature/sigv4.ts";
import { SignatureVerifier } from "../../../shared/protocols/signature/verify.ts";
import type { WireRequest } from "../../../shared/protocols/wire-message.ts";
import { wireRequest } from "./support/request.ts";

/*
 * AWS's published examples: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, .../sigv4-query-string-auth.html,
 * .../RESTAuthentication.html and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
const ID = "AKIAIOSFODNN7EXAMPLE";
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const AT = Date.UTC(2013, 4, 24);
const HOST = "examplebucket.s3.amazonaws.com";

const verifier = new SignatureVerifier((id) => (id === ID ? SECRET : undefined));

function verify(
  request: WireRequest,
  { now = AT, family = "s3" as const, bucket = undefined as string | undefined } = {},
) {
  const payload = async () => EMPTY;
  return verifier.verify(readCredentials(request), request, { family, now, hostBucket: bucket, payload });
}

async function codeOf(answer: Promise<unknown>): Promise<string> {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof ServiceError ? error.code : `no ServiceError: ${String(error)}`;
}

function signed(headers: Record<string, string>, signature: string, signedHeaders = Object.keys(headers)) {
  const scope = `${ID}/20130524/us-east-1/s3/aws4_request`;
  const names = signedHeaders.sort().join(";");
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=${names},Signature=${signature}`;
  return { ...headers, authorization };
}

const getObject = (change: { path?: string; headers?: Record<string, string> } = {}) => {
  const headers = {
    host: HOST,
    range: "bytes=0-9",
    "x-amz-content-sha256": EMPTY,
    "x-amz-date": "20130524T000000Z",
  };
  const signature = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41";
  return wireRequest({
    path: change.path ?? "/test.txt",
    headers: { ...signed(headers, signature), ...change.headers },
  });
};

const plain = { host: HOST, "x-amz-content-sha256": EMPTY, "x-amz-date": "20130524T000000Z" };

describe("a signature in the Authorization header", () => {
  test("of a GET with a range is accepted", async () => {
    await expect(verify(getObject())).resolves.toBeUndefined();
  });

  test("of a PUT whose key has a dollar sign is accepted", async () => {
    const headers = {
      date: "Fri, 24 May 2013 00:00:00 GMT",
      host: HOST,
      "x-amz-content-sha256": "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
      "x-amz-date": "20130524T000000Z",
      "x-amz-storage-class": "REDUCED_REDUNDANCY",
    };
    const signature = "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd";
    await verify(wireRequest({ method: "PUT", path: "/test%24file.text", headers: signed(headers, signature) }));
    // The same path, with fewer characters encoded.
    await verify(wireRequest({ method: "PUT", path: "/test$file.text", headers: signed(headers, signature) }));
  });

  test.each([
    ["lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"],
    ["max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"],
    ["prefix=J&max-keys=2", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"],
  ])("of a query (%s) is accepted", async (search, signature) => {
    await verify(wireRequest({ search, headers: signed(plain, signature) }));
  });

  test.each([
    ["another path", getObject({ path: "/other.txt" })],
    ["another header", getObject({ headers: { range: "bytes=0-10" } })],
    ["another host", getObject({ headers: { host: "other.s3.amazonaws.com" } })],
  ])("does not match %s", async (_what, request) => {
    expect(await codeOf(verify(request))).toBe("SignatureDoesNotMatch");
  });

  test("tells what it was expected to sign", async () => {
    const error = await verify(getObject({ path: "/other.txt" })).catch((thrown: ServiceError) => thrown);
    expect((error as ServiceError).details).toMatchObject({
      AWSAccessKeyId: ID,
      CanonicalRequest: expect.stringContaining("GET\n/other.txt\n"),
      StringToSign: expect.stringMatching(/^AWS4-HMAC-SHA256\n20130524T000000Z\n/),
    });
  });

  test("must cover the host and every header of AWS's", async () => {
    const request = getObject({ headers: { "x-amz-acl": "public-read" } });
    const error = await verify(request).catch((thrown: ServiceError) => thrown);
    expect(error).toMatchObject({ code: "AccessDenied", details: { HeadersNotSigned: "x-amz-acl" } });
    const headers = signed(plain, "0".repeat(64), ["x-amz-content-sha256", "x-amz-date"]);
    expect(await codeOf(verify(wireRequest({ headers })))).toBe("AccessDenied");
  });

  test("is refused a quarter of an hour away, and not before", async () => {
    const quarter = 15 * 60 * 1000;
    await verify(getObject(), { now: AT + quarter });
    await verify(getObject(), { now: AT - quarter });
    expect(await codeOf(verify(getObject(), { now: AT + quarter + 1 }))).toBe("RequestTimeTooSkewed");
    expect(await codeOf(verify(getObject(), { now: AT - quarter - 1 }))).toBe("RequestTimeTooSkewed");
  });

  test("of an unknown key is refused", async () => {
    const request = getObject();
    const authorization = request.headers.authorization?.replace(ID, "AKIANOBODY") ?? "";
    expect(await codeOf(verify({ ...request, headers: { ...request.headers, authorization } }))).toBe(
      "InvalidAccessKeyId",
    );
  });

  test("of a service that encodes paths twice is accepted", async () => {
    const headers = {
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      host: "iam.amazonaws.com",
      "x-amz-date": "20150830T123600Z",
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
    };
    const request = wireRequest({ search: "Action=ListUsers&Version=2010-05-08", headers });
    const iam = new SignatureVerifier(() => "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    const options = { family: "query" as const, now: Date.UTC(2015, 7, 30, 12, 36), hostBucket: undefined };
    const payload = async () => EMPTY;
    await iam.verify(readCredentials(request), request, { ...options, payload });
    const other = { ...options, payload: async () => createHash("sha256").update("x").digest("hex") };
    expect(await codeOf(iam.verify(readCredentials(request), request, other))).toBe("SignatureDoesNotMatch");
  });

  test("whose key is derived as AWS derives it", () => {
    const scope = { date: "20150830", region: "us-east-1", service: "iam" };
    const key = new SigningKeys().key("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", scope);
    expect(key.toString("hex")).toBe("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
  });
});

describe("a presigned URL of version 4", () => {
  const search =
    "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
  const url = (change: (search: string) => string = (same) => same) =>
    wireRequest({ path: "/test.txt", search: change(search), headers: { host: HOST } });

  test("is accepted, a day long", async () => {
    await verify(url(), { now: AT + 86_399_000 });
    expect(() => checkExpiry(readCredentials(url()), AT + 86_399_999)).not.toThrow();
  });

  test("is refused after its time, whether signatures are verified or not", () => {
    expect(() => checkExpiry(readCredentials(url()), AT + 86_400_000)).toThrow("Request has expired");
  });

  test("does not match when anything was changed", async () => {
    const longer = url((text) => text.replace("Expires=86400", "Expires=86401"));
    expect(await codeOf(verify(longer))).toBe("SignatureDoesNotMatch");
    const more = url((text) => `${text}&versionId=1`);
    expect(await codeOf(verify(more))).toBe("SignatureDoesNotMatch");
  });

  test.each([
    ["a missing parameter", (text: string) => text.replace("&X-Amz-SignedHeaders=host", "")],
    ["a credential without its scope", (text: string) => text.replace("%2Fs3%2Faws4_request", "")],
    ["a time that is too long", (text: string) => text.replace("Expires=86400", "Expires=604801")],
    ["a time that is none", (text: string) => text.replace("Expires=86400", "Expires=soon")],
  ])("with %s is malformed", (_what, change) => {
    expect(() => readCredentials(url(change))).toThrowError(
      expect.objectContaining({ code: "AuthorizationQueryParametersError", status: 400 }),
    );
  });
});

describe("a presigned URL of version 2", () => {
  const search = `AWSAccessKeyId=${ID}&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620`;
  const url = (path = "/photos/puppy.jpg", text = search) => wireRequest({ path, search: text });
  const now = 1_175_139_619_000;

  test("is accepted, with its bucket in the host", async () => {
    await expect(verify(url(), { now, bucket: "johnsmith" })).resolves.toBeUndefined();
    await expect(verify(url("/johnsmith/photos/puppy.jpg"), { now })).resolves.toBeUndefined();
  });

  test("does not match another object or another time", async () => {
    expect(await codeOf(verify(url("/photos/kitten.jpg"), { now, bucket: "johnsmith" }))).toBe("SignatureDoesNotMatch");
    const later = url("/photos/puppy.jpg", search.replace("1175139620", "1175139621"));
    expect(await codeOf(verify(later, { now, bucket: "johnsmith" }))).toBe("SignatureDoesNotMatch");
  });

  test("is refused after its time", () => {
    expect(() => checkExpiry(readCredentials(url()), now)).not.toThrow();
    expect(() => checkExpiry(readCredentials(url()), now + 1000)).toThrow("Request has expired");
  });

  test("carries the headers that it was signed with among its parameters, a session's token too", async () => {
    const token = "FwoG+/=";
    const text = `GET\n\n\n1175139620\nx-amz-security-token:${token}\n/johnsmith/photos/puppy.jpg`;
    const signature = encodeURIComponent(createHmac("sha1", SECRET).update(text).digest("base64"));
    const named = `x-amz-security-token=${encodeURIComponent(token)}`;
    const search = `AWSAccessKeyId=${ID}&Signature=${signature}&Expires=1175139620`;
    const request = url("/johnsmith/photos/puppy.jpg", `${search}&${named}`);
    expect(readCredentials(request)).toMatchObject({ sessionToken: token });
    await expect(verify(request, { now })).resolves.toBeUndefined();
    expect(await codeOf(verify(url("/johnsmith/photos/puppy.jpg", search), { now }))).toBe("SignatureDoesNotMatch");
  });

  test.each(["restore", "replication", "inventory", "object-lock", "acl"])(
    "of ?%s is signed with that name in its path",
    async (name) => {
      const text = `GET\n\n\n1175139620\n/johnsmith/photos/puppy.jpg?${name}`;
      const signature = encodeURIComponent(createHmac("sha1", SECRET).update(text).digest("base64"));
      const search = `${name}&AWSAccessKeyId=${ID}&Signature=${signature}&Expires=1175139620`;
      await expect(verify(url("/johnsmith/photos/puppy.jpg", search), { now })).resolves.toBeUndefined();
    },
  );

  test("that lacks its signature is malformed", () => {
    const unsigned = wireRequest({ search: `AWSAccessKeyId=${ID}&Expires=1175139620` });
    expect(() => readCredentials(unsigned)).toThrow("requires the Signature, Expires and AWSAccessKeyId parameters");
  });
});

test("a request without a signature is refused in each family's words", async () => {
  const request = wireRequest({});
  const options = { now: AT, hostBucket: undefined, payload: async () => EMPTY };
  const codes = (["s3", "query", "json"] as const).map((family) =>
    codeOf(verifier.verify(readCredentials(request), request, { ...options, family })),
  );
  expect(await Promise.all(codes)).toEqual([
    "AccessDenied",
    "MissingAuthenticationToken",
    "MissingAuthenticationTokenException",
  ]);
});
