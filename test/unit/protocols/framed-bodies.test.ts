import { describe, expect, test } from "vitest";
import { collect, wholeBytes } from "../../../shared/core/bytes.ts";
import { ServiceError } from "../../../shared/core/errors.ts";
import { decodedHeaders } from "../../../shared/protocols/body/decoded-headers.ts";
import { verifiedBody, verifyBytes } from "../../../shared/protocols/body/verified-body.ts";
import { readCredentials } from "../../../shared/protocols/signature/credentials.ts";
import { SignatureVerifier } from "../../../shared/protocols/signature/verify.ts";
import { inPieces, wireRequest } from "./support/request.ts";

const UNSIGNED = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

function framed(text: string, trailer = "x-amz-checksum-crc32:DUoRhQ==", length = 11) {
  const headers = {
    "x-amz-content-sha256": UNSIGNED,
    "x-amz-decoded-content-length": String(length),
    ...(trailer === "" ? {} : { "x-amz-trailer": trailer.split(":")[0] ?? "" }),
  };
  return { headers, text };
}

async function read({ headers, text }: ReturnType<typeof framed>, size = 1000): Promise<string> {
  const { bytes } = verifiedBody(inPieces(Buffer.from(text), size), { headers, checksums: true });
  return (await collect(bytes)).toString();
}

async function refusal(run: () => Promise<unknown> | unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (error instanceof ServiceError) return error.code;
    throw error;
  }
  return "nothing";
}

const GOOD = "6\r\nhello \r\n5\r\nworld\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n";

describe("a body that is there as a whole", () => {
  const whole = (value: string) => {
    const headers = { "x-amz-checksum-crc32": value };
    return verifiedBody(wholeBytes(Buffer.from("hello world")), { headers, checksums: true });
  };

  test("is checked when it is taken", async () => {
    const { bytes, checksum } = whole("DUoRhQ==");
    expect(checksum()).toBeUndefined();
    expect(await bytes.whole?.()).toEqual(Buffer.from("hello world"));
    expect(checksum()).toEqual({ member: "ChecksumCRC32", value: "DUoRhQ==" });
    expect(await refusal(async () => whole("DUoRhA==").bytes.whole?.())).toBe("BadDigest");
  });

  test("in AWS's frames is not: its bytes are other ones", () => {
    const { headers, text } = framed(GOOD);
    expect(verifiedBody(wholeBytes(Buffer.from(text)), { headers, checksums: true }).bytes.whole).toBeUndefined();
  });
});

describe("a body in AWS's frames", () => {
  test.each([1, 2, 3, 7, 1000])("is unpacked however it arrives (%i bytes at a time)", async (size) => {
    expect(await read(framed(GOOD), size)).toBe("hello world");
  });

  test("tells the checksum that held, from its trailer", async () => {
    const { headers, text } = framed(GOOD);
    const body = verifiedBody(inPieces(Buffer.from(text), 5), { headers, checksums: true });
    expect(body.checksum()).toBeUndefined();
    await collect(body.bytes);
    expect(body.checksum()).toEqual({ member: "ChecksumCRC32", value: "DUoRhQ==" });
  });

  test("may be empty, and may end without its last line", async () => {
    expect(await read(framed("0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", undefined, 0))).toBe("");
    expect(await read(framed(GOOD.slice(0, -2)))).toBe("hello world");
    expect(await read(framed("5\r\nhello\r\n0\r\n\r\n", "", 5))).toBe("hello");
  });

  test.each([
    ["a wrong checksum", framed(GOOD.replace("DUoRhQ", "DUoRhA")), "BadDigest"],
    ["changed bytes", framed(GOOD.replace("world", "wOrld")), "BadDigest"],
    ["a missing trailer", framed("6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n"), "MalformedTrailerError"],
    ["a trailer that is no checksum", framed(GOOD.replace("DUoRhQ==", "zzzz")), "InvalidRequest"],
    ["another length than announced", framed(GOOD, undefined, 12), "IncompleteBody"],
    ["an end in the middle of a chunk", framed("6\r\nhel"), "IncompleteBody"],
    ["no last chunk", framed("6\r\nhello \r\n"), "IncompleteBody"],
    ["a size that is none", framed("zz\r\nhello"), "InvalidRequest"],
    ["a chunk longer than its size", framed("5\r\nhello world\r\n0\r\n\r\n"), "InvalidRequest"],
    ["a line without an end", framed("5".repeat(5000)), "InvalidRequest"],
    ["a checksum that nobody can compute", framed(GOOD, "x-amz-checksum-xxhash64:AAAA"), "NotImplemented"],
    ["a trailer of another kind", framed(GOOD, "x-amz-meta-colour:blue"), "InvalidRequest"],
  ])("with %s is refused", async (_what, body, code) => {
    expect(await refusal(() => read(body))).toBe(code);
  });

  test("must announce the length of what is within", async () => {
    const { text } = framed(GOOD);
    expect(await refusal(() => read({ text, headers: { "x-amz-content-sha256": UNSIGNED } as never }))).toBe(
      "MissingContentLength",
    );
  });

  test("leaves its frames out of the headers too", () => {
    const headers = { ...framed(GOOD).headers, "content-encoding": "aws-chunked,gzip", "content-length": "66" };
    expect(decodedHeaders(headers)).toMatchObject({ "content-encoding": "gzip", "content-length": "11" });
    expect(decodedHeaders({ ...headers, "content-encoding": "aws-chunked" })["content-encoding"]).toBeUndefined();
  });
});

describe("a plain body", () => {
  const sums = {
    "x-amz-checksum-crc32": "DUoRhQ==",
    "x-amz-checksum-crc32c": "yZRlqg==",
    "x-amz-checksum-crc64nvme": "jSnVw/bqjr4=",
    "x-amz-checksum-sha1": "Kq5sNclPz7QV2+lfQIuc6R7oRu0=",
    "x-amz-checksum-sha256": "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=",
    "x-amz-checksum-md5": "XrY7u+Ae7tCTyyK7j1rNww==",
    "x-amz-content-sha256": "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
    "content-md5": "XrY7u+Ae7tCTyyK7j1rNww==",
  };
  const check = (text: string, headers: Record<string, string>) =>
    verifyBytes(Buffer.from(text), { headers, checksums: true });

  test.each(Object.entries(sums))("is held to its %s", async (name, value) => {
    expect(Buffer.from(await check("hello world", { [name]: value })).toString()).toBe("hello world");
    const code = name === "x-amz-content-sha256" ? "XAmzContentSHA256Mismatch" : "BadDigest";
    expect(await refusal(() => check("hello World", { [name]: value }))).toBe(code);
  });

  test.each([
    ["two checksums", { "x-amz-checksum-crc32": "DUoRhQ==", "x-amz-checksum-sha1": sums["x-amz-checksum-sha1"] }],
    ["a checksum that is none", { "x-amz-checksum-sha256": "DUoRhQ==" }],
    ["the name of a checksum without it", { "x-amz-sdk-checksum-algorithm": "CRC32" }],
  ])("with %s is refused", async (_what, headers) => {
    expect(await refusal(() => check("hello world", headers))).toBe("InvalidRequest");
  });

  test("with a Content-MD5 that is none is refused", async () => {
    expect(await refusal(() => check("hello world", { "content-md5": "nonsense" }))).toBe("InvalidDigest");
  });
});

describe("a body in signed chunks", () => {
  /* https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
  const [first, second, last] = [
    "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
    "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
    "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
  ];
  const headers = {
    host: "s3.amazonaws.com",
    "content-encoding": "aws-chunked",
    "content-length": "66824",
    "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "x-amz-date": "20130524T000000Z",
    "x-amz-decoded-content-length": "66560",
    "x-amz-storage-class": "REDUCED_REDUNDANCY",
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
  };
  const chunks = [
    `10000;chunk-signature=${first}\r\n${"a".repeat(65_536)}\r\n`,
    `400;chunk-signature=${second}\r\n${"a".repeat(1024)}\r\n`,
    `0;chunk-signature=${last}\r\n\r\n`,
  ].join("");

  async function receive(text: string) {
    const request = wireRequest({ method: "PUT", path: "/examplebucket/chunkObject.txt", headers });
    const verifier = new SignatureVerifier(() => "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    const chunkVerifier = await verifier.verify(readCredentials(request), request, {
      family: "s3",
      now: Date.UTC(2013, 4, 24),
      hostBucket: undefined,
      payload: async () => "",
    });
    expect(chunkVerifier).toBeDefined();
    const source = inPieces(Buffer.from(text), 4000);
    return collect(verifiedBody(source, { headers, checksums: true, verifier: chunkVerifier }).bytes);
  }

  test("is AWS's published example", async () => {
    expect((await receive(chunks)).length).toBe(66_560);
  });

  test.each([
    ["a changed byte", chunks.replace("aaaa\r\n400", "aaab\r\n400")],
    ["a changed signature", chunks.replace(second, first)],
    ["chunks without their signatures", chunks.replace(`;chunk-signature=${second}`, "")],
  ])("with %s is refused", async (_what, text) => {
    expect(await refusal(() => receive(text))).toBe("SignatureDoesNotMatch");
  });
});
