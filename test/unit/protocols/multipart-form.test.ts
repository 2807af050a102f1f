import { describe, expect, test } from "vitest";
import { readForm } from "../../../shared/protocols/multipart/read-form.ts";
import { CutOff } from "../../../shared/protocols/multipart/splitter.ts";

const TYPE = 'multipart/form-data; boundary="--b"';

function form(parts: readonly (readonly [disposition: string, content: string])[], end = "----b--\r\n"): string {
  const written = parts.map(
    ([disposition, content]) => `----b\r\nContent-Disposition: ${disposition}\r\n\r\n${content}\r\n`,
  );
  return `preamble\r\n${written.join("")}${end}`;
}

async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string, size = 7, type = TYPE) {
  const found: { name: string; filename?: string; content: string }[] = [];
  for await (const { content, ...part } of readForm(type, chunks(Buffer.from(text), size))) {
    const bytes: Uint8Array[] = [];
    for await (const chunk of content) bytes.push(chunk);
    found.push({ ...part, content: Buffer.concat(bytes).toString() });
  }
  return found;
}

const TRICKY = form([
  ['form-data; name="key"', "a/b c"],
  ["form-data; name=bare", ""],
  // What looks like a delimiter, in parts of one, and with one of another boundary.
  ['form-data; name="file"; filename="caté %22x%22.txt"', "\r\n--\r\n----\r\n----c\r\n\r\n-----b\r\n"],
]);

describe("a form", () => {
  test.each([1, 2, 3, 5, 8, 13, 1000])("is read the same whatever chunks of %i bytes it comes in", async (size) => {
    expect(await read(TRICKY, size)).toEqual([
      { name: "key", content: "a/b c" },
      { name: "bare", content: "" },
      { name: "file", filename: 'caté "x".txt', content: "\r\n--\r\n----\r\n----c\r\n\r\n-----b\r\n" },
    ]);
  });

  test("may leave parts unread", async () => {
    const names: string[] = [];
    for await (const { name } of readForm(TYPE, chunks(Buffer.from(TRICKY), 4))) names.push(name);
    expect(names).toEqual(["key", "bare", "file"]);
  });

  test("with nothing in it has no parts", async () => {
    expect(await read("----b--")).toEqual([]);
  });

  test.each([
    ["without a boundary", TRICKY, "multipart/form-data"],
    ["of another kind", TRICKY, "multipart/mixed; boundary=b"],
    ["with something behind a delimiter", "----bx\r\n\r\n", TYPE],
    ["whose part has no name", form([["form-data", "x"]]), TYPE],
    ["whose part is no field", form([['attachment; name="a"', "x"]]), TYPE],
    ["with headers that do not end", form([[`form-data; name="${"a".repeat(9000)}"`, "x"]]), TYPE],
  ])("%s is malformed", async (_, text, type) => {
    await expect(read(text, 64, type)).rejects.toMatchObject({ code: "MalformedPOSTRequest" });
  });

  test.each([10, 40, 70, 100, 200])("that was cut off after %i bytes says so", async (length) => {
    await expect(read(TRICKY.slice(0, length), 16)).rejects.toBeInstanceOf(CutOff);
  });
});
