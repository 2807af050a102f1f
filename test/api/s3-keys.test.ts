import { type IncomingMessage, request } from "node:http";
import { beforeAll, expect, test } from "vitest";
import { collect } from "../../shared/core/bytes.ts";
import type { ProblemBody } from "./support/client.ts";
import { sharedServer } from "./support/shared-server.ts";

// On LMDB: its keys have a limit of their own.
const server = sharedServer({ adapters: "lmdb" });
beforeAll(() => server.api.post("/v1/buckets", { name: "any-key" }));

/** Sends the path as it is written: fetch would take `..` and `//` for its own business. */
async function send(method: string, path: string, body = ""): Promise<{ status: number; text: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ port: server.port, host: "127.0.0.1", method, path }, resolve);
    sent.on("error", reject).end(body);
  });
  return { status: response.statusCode ?? 0, text: (await collect(response)).toString("utf8") };
}

const OBJECTS = "/v1/buckets/any-key/objects";

/** Every byte percent-encoded, slashes too. */
function encodeAll(key: string): string {
  return [...Buffer.from(key)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}

/** As most clients do it: slashes stay. */
function encodeParts(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}

const KEYS = [
  "plain.txt",
  "a b",
  "a+b",
  "100%",
  "%2F",
  "a%20b",
  "..",
  "../../etc/passwd",
  "a/./b/../c",
  "/",
  "//",
  "/leading",
  "trailing/",
  "a//b",
  "?query=1",
  "#fragment",
  "semi;colon,comma",
  "quote\"'`<>{}|\\^",
  "tab\tnewline\nnul\u0000",
  "naïve",
  "e\u0301",
  "日本語",
  "😀",
  "\uffee",
  "__proto__",
  "é".repeat(512),
];

test.each(KEYS)("the key %j is kept byte for byte", async (key) => {
  const path = `${OBJECTS}/${encodeAll(key)}`;
  expect((await send("PUT", path, `body of ${key}`)).status).toBe(200);
  for (const same of [path, `${OBJECTS}/${encodeParts(key)}`]) {
    expect(await send("GET", same)).toEqual({ status: 200, text: `body of ${key}` });
  }
});

test("every key is listed as it was put, in the order of its bytes", async () => {
  const { body } = await server.api.get<{ objects: { key: string }[] }>(`${OBJECTS}?limit=1000`);
  const keys = body.objects.map(({ key }) => key);
  const byBytes = [...KEYS].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  expect(keys).toEqual(byBytes);
  // As UTF-16 units an emoji comes first.
  expect(keys.indexOf("\uffee")).toBeLessThan(keys.indexOf("😀"));
});

test("dots and slashes in a path are part of the key, not of the path", async () => {
  expect((await send("PUT", `${OBJECTS}/dots/../x//y/.`, "dotted")).status).toBe(200);
  expect((await send("GET", `${OBJECTS}/dots%2F..%2Fx%2F%2Fy%2F.`)).text).toBe("dotted");
  expect((await send("GET", `${OBJECTS}/x//y/.`)).status).toBe(404);
});

test("a key of 1,025 bytes, and bytes that are no UTF-8, are refused", async () => {
  const long = await server.api.send<ProblemBody>("PUT", `${OBJECTS}/${"x".repeat(1025)}`, { body: "x" });
  expect([long.status, long.body.code]).toEqual([400, "KeyTooLongError"]);
  for (const path of [`${OBJECTS}/%ff`, `${OBJECTS}/%zz`, `${OBJECTS}/%ed%a0%80`]) {
    expect((await send("PUT", path, "x")).status).toBe(400);
  }
  const halved = await server.api.post<ProblemBody>("/v1/buckets/any-key/delete", { keys: ["\ud83d"] });
  expect([halved.status, halved.body.code]).toEqual([400, "MalformedJson"]);
});

test("listing by prefix works for every key", async () => {
  for (const key of KEYS) {
    const { body } = await server.api.get<{ objects: { key: string }[] }>(
      `${OBJECTS}?limit=1000&prefix=${encodeURIComponent(key)}`,
    );
    const expected = KEYS.concat("dots/../x//y/.").filter((other) => other.startsWith(key));
    expect(body.objects.map((object) => object.key).sort()).toEqual(expected.sort());
  }
});

test("folders are found by their slashes, page by page", async () => {
  const found: string[] = [];
  let token = "";
  do {
    const { body } = await server.api.get<{
      objects: { key: string }[];
      commonPrefixes: string[];
      nextToken?: string;
    }>(`${OBJECTS}?delimiter=/&limit=5${token}`);
    expect(body.objects.length + body.commonPrefixes.length).toBeLessThanOrEqual(5);
    found.push(...body.objects.map(({ key }) => key), ...body.commonPrefixes);
    token = body.nextToken === undefined ? "" : `&nextToken=${encodeURIComponent(body.nextToken)}`;
  } while (token !== "");
  const folded = KEYS.concat("dots/../x//y/.").map((key) => key.slice(0, key.indexOf("/") + 1) || key);
  expect(found.sort()).toEqual([...new Set(folded)].sort());
});
