import { expect, test } from "vitest";
import { compareUtf8 } from "../../../shared/core/bytes.ts";
import { createBucketWorld, md5 } from "./bucket.ts";

async function bucketWith(keys: readonly string[]) {
  const world = await createBucketWorld();
  for (const key of keys) await world.put(key, key);
  return world;
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof bucketWith>>["list"]>>;

function shown({ Contents = [], CommonPrefixes = [] }: Page) {
  return { keys: Contents.map(({ Key }) => Key), prefixes: CommonPrefixes.map(({ Prefix }) => Prefix) };
}

test("a list tells each object's key, size, ETag and date", async () => {
  const { list } = await bucketWith(["a.txt"]);
  expect(await list()).toEqual({
    Name: "photos",
    Prefix: "",
    MaxKeys: 1000,
    KeyCount: 1,
    IsTruncated: false,
    Contents: [
      {
        Key: "a.txt",
        Size: 5,
        ETag: `"${md5("a.txt")}"`,
        LastModified: new Date("2026-01-01T00:00:00Z"),
        StorageClass: "STANDARD",
        ChecksumAlgorithm: ["CRC64NVME"],
        ChecksumType: "FULL_OBJECT",
      },
    ],
  });
});

test("keys come in the order of their UTF-8 bytes", async () => {
  const keys = ["b", "B", "a", "10", "9", "é", "😀", "\uffee", "a/", "a", "~", " "];
  const { list } = await bucketWith(keys);
  const { keys: listed } = shown(await list());
  expect(listed).toEqual([" ", "10", "9", "B", "a", "a/", "b", "~", "é", "\uffee", "😀"]);
  const byBytes = [...listed].sort((left, right) => Buffer.compare(Buffer.from(left ?? ""), Buffer.from(right ?? "")));
  expect(listed).toEqual(byBytes);
});

// Recorded: test_list_objects_v2_with_prefix, test_list_objects_v2_with_prefix_and_delimiter.
const TREE = ["test/foo/bar/123", "test/foo/bar/456", "test/bar/foo/123", "folder/file", "top"];

test.each([
  [{ Prefix: "test/" }, ["test/bar/foo/123", "test/foo/bar/123", "test/foo/bar/456"], []],
  [{ Prefix: "test/foo" }, ["test/foo/bar/123", "test/foo/bar/456"], []],
  [{ Delimiter: "/" }, ["top"], ["folder/", "test/"]],
  [{ Prefix: "test/", Delimiter: "/" }, [], ["test/bar/", "test/foo/"]],
  [{ Prefix: "test/foo", Delimiter: "/" }, [], ["test/foo/"]],
  [{ Prefix: "test/foo/bar/", Delimiter: "/" }, ["test/foo/bar/123", "test/foo/bar/456"], []],
  [{ Delimiter: "foo" }, ["folder/file", "top"], ["test/bar/foo", "test/foo"]],
  [{ StartAfter: "test/foo/bar/123" }, ["test/foo/bar/456", "top"], []],
  [{ StartAfter: "folder", Delimiter: "/" }, ["top"], ["folder/", "test/"]],
  [{ StartAfter: "a", Prefix: "to" }, ["top"], []],
  [{ StartAfter: "z", Prefix: "to" }, [], []],
  [{ Prefix: "nothing" }, [], []],
  [{ MaxKeys: 0 }, [], []],
])("listing with %j", async (input, keys, prefixes) => {
  const { list } = await bucketWith(TREE);
  const page = await list(input);
  expect(shown(page)).toEqual({ keys, prefixes });
  expect(page.KeyCount).toBe(keys.length + prefixes.length);
  expect(page.IsTruncated).toBe(false);
});

// Recorded: test_list_objects_v2_continuation_common_prefixes.
test("pages go on behind a common prefix as behind a key", async () => {
  const { list } = await bucketWith([
    "folder/aSubfolder/subFile1",
    "folder/aSubfolder/subFile2",
    "folder/file1",
    "folder/file2",
  ]);
  const question = { Prefix: "folder/", Delimiter: "/", MaxKeys: 1 };
  const first = await list(question);
  expect(first).toMatchObject({ KeyCount: 1, IsTruncated: true, CommonPrefixes: [{ Prefix: "folder/aSubfolder/" }] });
  const second = await list({ ...question, ContinuationToken: first.NextContinuationToken });
  expect(second).toMatchObject({ IsTruncated: true, Contents: [{ Key: "folder/file1" }] });
  expect(second.ContinuationToken).toBe(first.NextContinuationToken);
  const third = await list({ ...question, ContinuationToken: second.NextContinuationToken });
  expect(third).toMatchObject({ IsTruncated: false, Contents: [{ Key: "folder/file2" }] });
  expect(third).not.toHaveProperty("NextContinuationToken");
});

test("whatever the pages' size, a walk through them shows everything once", async () => {
  const alphabet = ["a", "b", "/", "//", "é", "😀", "\u{10ffff}", "\uffff", "."];
  const keys = Array.from({ length: 300 }, (_, index) => {
    const letters = [index % 9, Math.floor(index / 9) % 9, Math.floor(index / 81) % 9, index % 7];
    return letters.map((letter) => alphabet[letter]).join("");
  });
  const world = await bucketWith([...new Set(keys)]);
  const sorted = [...new Set(keys)].sort(compareUtf8);
  for (const Delimiter of ["", "/", "é", "😀"]) {
    for (const Prefix of ["", "a", "a/", "😀"]) {
      const expected = fold(sorted, Prefix, Delimiter);
      for (const MaxKeys of [1, 2, 7, 1000]) {
        expect(await walk(world, { Prefix, Delimiter, MaxKeys })).toEqual(expected);
      }
    }
  }
});

/** What a list must show, by reading every key. */
function fold(keys: readonly string[], prefix: string, delimiter: string): string[] {
  const entries = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
      return end === -1 ? key : `${key.slice(0, end + delimiter.length)}*`;
    });
  return [...new Set(entries)];
}

async function walk(
  { list }: Awaited<ReturnType<typeof bucketWith>>,
  question: { Prefix: string; Delimiter: string; MaxKeys: number },
): Promise<string[]> {
  const found: string[] = [];
  let token: string | undefined;
  do {
    const page = await list({ ...question, ...(token === undefined ? {} : { ContinuationToken: token }) });
    const { keys, prefixes } = shown(page);
    const entries = [...keys, ...prefixes.map((prefix) => `${prefix}*`)].map(String);
    expect(entries.length).toBeLessThanOrEqual(question.MaxKeys);
    found.push(...entries.sort(compareUtf8));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return found;
}

test("a common prefix is skipped to its very end, and not beyond", async () => {
  const last = `a/${"\u{10ffff}".repeat(255)}\u07ff`;
  expect(Buffer.byteLength(last)).toBe(1024);
  const { list } = await bucketWith(["a/first", last, "a0", "b"]);
  expect(shown(await list({ Delimiter: "/", MaxKeys: 2 }))).toEqual({ keys: ["a0"], prefixes: ["a/"] });
  const first = await list({ Delimiter: "/", MaxKeys: 1 });
  expect(shown(first)).toEqual({ keys: [], prefixes: ["a/"] });
  const rest = await list({ Delimiter: "/", ContinuationToken: first.NextContinuationToken });
  expect(shown(rest)).toEqual({ keys: ["a0", "b"], prefixes: [] });
});

test("URL encoding is for keys that XML can't carry", async () => {
  const { list } = await bucketWith(["a b+c/\u0001é@(1)~*.txt"]);
  const page = await list({ EncodingType: "url", Prefix: "a b", Delimiter: "?" });
  expect(page).toMatchObject({ EncodingType: "url", Prefix: "a+b", Delimiter: "%3F" });
  expect(page.Contents?.[0]?.Key).toBe("a+b%2Bc/%01%C3%A9%40%281%29%7E*.txt");
});

test("an owner is told when asked for", async () => {
  const { list } = await bucketWith(["a"]);
  expect((await list({ FetchOwner: true })).Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  [{ MaxKeys: -1 }, "InvalidArgument"],
  [{ EncodingType: "base64" as never }, "InvalidArgument"],
  [{ ContinuationToken: "made up" }, "InvalidArgument"],
  [{ ContinuationToken: Buffer.from('{"key":5}').toString("base64url") }, "InvalidArgument"],
  [{ ContinuationToken: Buffer.from("null").toString("base64url") }, "InvalidArgument"],
  [{ Prefix: "x".repeat(1025) }, "KeyTooLongError"],
])("listing with %j is refused", async (input, code) => {
  await expect((await bucketWith([])).list(input)).rejects.toMatchObject({ code });
});

test("more than 1,000 keys at once are never answered", async () => {
  const { list } = await bucketWith(["a"]);
  expect(await list({ MaxKeys: 5000 })).toMatchObject({ MaxKeys: 1000 });
});
