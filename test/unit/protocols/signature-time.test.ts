import { describe, expect, test } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import type { Family } from "../../../shared/protocols/fault.ts";
import { readCredentials, type SigV4 } from "../../../shared/protocols/signature/credentials.ts";
import { checkExpiry, checkTime } from "../../../shared/protocols/signature/request-time.ts";
import { inFamily } from "../../../shared/protocols/signature/signature-faults.ts";
import { SignatureVerifier } from "../../../shared/protocols/signature/verify.ts";
import { wireRequest } from "./support/request.ts";

/* AWS's sentences on signatures' times and on what a signature lacks, by who is spoken to. */

const NOW = Date.UTC(2026, 0, 31, 12, 45);
const signed = (signedAt: string, more: Partial<SigV4> = {}): SigV4 => ({
  kind: "v4",
  accessKeyId: "AKID",
  date: "20260131",
  region: "us-east-1",
  service: "sqs",
  signedHeaders: ["host"],
  signature: "0",
  signedAt,
  ...more,
});

function faultOf(work: () => unknown, family: Family) {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { code, message, status } = inFamily(error, family);
    return { code, message, status };
  }
  throw new Error("it was not refused");
}

test.each([
  ["s3", "RequestTimeTooSkewed", 403],
  ["query", "SignatureDoesNotMatch", 403],
  ["json", "InvalidSignatureException", 400],
] as const)("a clock that is a quarter of an hour off is told so, in the words of %s", (family, code, status) => {
  const time = (signedAt: string) => faultOf(() => checkTime(signed(signedAt), NOW, family), family);
  const [early, late] = [time("20260131T130001Z"), time("20260131T122959Z")];
  expect([early, late]).toMatchObject([
    { code, status },
    { code, status },
  ]);
  if (family === "s3") return;
  expect(late.message).toBe(
    "Signature expired: 20260131T122959Z is now earlier than 20260131T123000Z (20260131T124500Z - 15 min.)",
  );
  expect(early.message).toBe(
    "Signature not yet current: 20260131T130001Z is still later than 20260131T130000Z (20260131T124500Z + 15 min.)",
  );
  checkTime(signed("20260131T130000Z"), NOW, family);
  checkTime(signed("20260131T123000Z"), NOW, family);
});

test("a presigned URL that is over is told so in the words of whom it was for", () => {
  const url = signed("20260131T123000Z", { expiresSeconds: 300 });
  expect(faultOf(() => checkExpiry(url, NOW, "s3"), "s3").message).toBe("Request has expired");
  expect(faultOf(() => checkExpiry(url, NOW, "query"), "query")).toEqual({
    code: "SignatureDoesNotMatch",
    message: "Signature expired: 20260131T123000Z is now earlier than 20260131T124000Z (20260131T124500Z - 5 min.)",
    status: 403,
  });
});

describe("a date", () => {
  test("that is missing or no date", () => {
    expect(faultOf(() => checkTime(signed(""), NOW, "s3"), "s3").message).toBe(
      "AWS authentication requires a valid Date or x-amz-date header",
    );
    expect(faultOf(() => checkTime(signed(""), NOW, "query"), "query")).toMatchObject({
      code: "IncompleteSignature",
      message: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    });
    expect(faultOf(() => checkTime(signed("today"), NOW, "json"), "json")).toMatchObject({
      code: "IncompleteSignatureException",
      message: expect.stringContaining("Got 'today'"),
    });
  });

  test("of another day than the credential's", () => {
    const wrong = signed("20260131T123000Z", { date: "20260130" });
    expect(faultOf(() => checkTime(wrong, NOW, "s3"), "s3")).toMatchObject({
      code: "AuthorizationHeaderMalformed",
      message:
        'The authorization header is malformed; Invalid credential date "20260130". This date is not the same as X-Amz-Date: "20260131".',
    });
    expect(faultOf(() => checkTime(wrong, NOW, "query"), "query")).toMatchObject({
      code: "SignatureDoesNotMatch",
      message:
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260130' != '20260131', from '20260131T123000Z'.",
    });
  });
});

describe("a header", () => {
  const header = (authorization: string) => wireRequest({ headers: { host: "x", authorization } });
  const read = (text: string, family: Family) => faultOf(() => readCredentials(header(text)), family);

  test("without a credential, or with half of one", () => {
    expect(read("AWS4-HMAC-SHA256 nonsense", "s3").message).toBe(
      "The authorization header is malformed; the authorization header requires three components: Credential, SignedHeaders, and Signature.",
    );
    expect(read("AWS4-HMAC-SHA256 nonsense", "query")).toMatchObject({
      code: "IncompleteSignature",
      message: "Authorization header requires 'Credential' parameter.",
    });
    expect(read("AWS4-HMAC-SHA256 Credential=AKID/20260131", "json").message).toBe(
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKID/20260131'",
    );
  });

  test("of a kind that is not verified here is said to be", () => {
    expect(read("AWS4-ECDSA-P256-SHA256 Credential=a/20260131/s3/aws4_request", "s3").status).toBe(501);
  });

  const verifier = new SignatureVerifier(() => "secret");
  const verify = async (family: Family, credentials: SigV4, headers: Record<string, string>) => {
    const options = { family, now: NOW, hostBucket: undefined, payload: async () => "" };
    const error = await verifier.verify(credentials, wireRequest({ headers }), options).catch((thrown) => thrown);
    return error as ServiceError;
  };

  test("without a signature or the names of signed headers", async () => {
    const bare = signed("20260131T124500Z", { signature: "", signedHeaders: [] });
    expect((await verify("query", bare, {})).message).toBe(
      "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.",
    );
  });

  test("that leaves the host or one of AWS's own headers unsigned", async () => {
    const partly = signed("20260131T124500Z", { signedHeaders: ["date"] });
    const headers = { host: "x", "x-amz-target": "AmazonSQS.ListQueues", "x-other": "1" };
    expect((await verify("json", partly, headers)).message).toBe(
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization. 'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.",
    );
  });

  test("that says nothing of the body, or nonsense, is not S3's", async () => {
    const whole = signed("20260131T124500Z");
    expect((await verify("s3", whole, { host: "x" })).message).toBe(
      "Missing required header for this request: x-amz-content-sha256",
    );
    const odd = { host: "x", "x-amz-content-sha256": "abc" };
    const named = signed("20260131T124500Z", { signedHeaders: ["host", "x-amz-content-sha256"] });
    expect((await verify("s3", named, odd)).code).toBe("InvalidArgument");
  });
});
