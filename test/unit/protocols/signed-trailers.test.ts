import { describe, expect, test } from "vitest";
import { collect } from "../../../shared/core/bytes.ts";
import { ServiceError } from "../../../shared/core/errors.ts";
import { verifiedBody } from "../../../shared/protocols/body/verified-body.ts";
import { readCredentials } from "../../../shared/protocols/signature/credentials.ts";
import { SignatureVerifier } from "../../../shared/protocols/signature/verify.ts";
import { inPieces, wireRequest } from "./support/request.ts";

/* AWS's published example of signed chunks with a signed trailer: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */

const FIRST = "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2";
const SECOND = "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7";
const LAST = "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992";
const TRAILER = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
const headers = {
  host: "s3.amazonaws.com",
  "content-encoding": "aws-chunked",
  "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
  "x-amz-date": "20130524T000000Z",
  "x-amz-decoded-content-length": "66560",
  "x-amz-storage-class": "REDUCED_REDUNDANCY",
  "x-amz-trailer": "x-amz-checksum-crc32c",
  authorization:
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer,Signature=106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
};
const BODY = [
  `10000;chunk-signature=${FIRST}\r\n${"a".repeat(65_536)}\r\n`,
  `400;chunk-signature=${SECOND}\r\n${"a".repeat(1024)}\r\n`,
  `0;chunk-signature=${LAST}\r\n`,
  "x-amz-checksum-crc32c:sOO8/Q==\r\n",
  `x-amz-trailer-signature:${TRAILER}\r\n\r\n`,
].join("");

async function receive(text: string): Promise<number> {
  const request = wireRequest({ method: "PUT", path: "/examplebucket/chunkObject.txt", headers });
  const verifier = new SignatureVerifier(() => "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  const chunks = await verifier.verify(readCredentials(request), request, {
    family: "s3",
    now: Date.UTC(2013, 4, 24),
    hostBucket: undefined,
    payload: async () => "",
  });
  const body = verifiedBody(inPieces(Buffer.from(text), 5000), { headers, checksums: true, verifier: chunks });
  return (await collect(body.bytes)).length;
}

async function codeOf(text: string): Promise<string> {
  const error = await receive(text).catch((thrown: unknown) => thrown);
  return error instanceof ServiceError ? error.code : `taken: ${String(error)}`;
}

describe("chunks with a signed trailer", () => {
  test("are taken as AWS published them", async () => {
    expect(await receive(BODY)).toBe(66_560);
  });

  test.each([
    ["a changed byte", BODY.replace("aaaa\r\n400", "aaab\r\n400"), "SignatureDoesNotMatch"],
    ["a changed trailer", BODY.replace("sOO8/Q==", "sOO8/A=="), "SignatureDoesNotMatch"],
    ["a changed trailer's signature", BODY.replace(TRAILER, LAST), "SignatureDoesNotMatch"],
    ["a trailer without its signature", BODY.replace(/x-amz-trailer-signature.*\r\n/, ""), "SignatureDoesNotMatch"],
    ["no trailer", BODY.replace(/x-amz-checksum.*$/s, "\r\n"), "MalformedTrailerError"],
  ])("with %s are refused", async (_what, text, code) => {
    expect(await codeOf(text)).toBe(code);
  });
});
