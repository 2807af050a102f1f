import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedFolder } from "../api/support/shared-folder.ts";
import { sharedServer } from "../api/support/shared-server.ts";
import { byBytes, ODD_FILES, writeOddFiles } from "../wire/support/odd-names.ts";
import { isThere, runProgram } from "../wire/support/programs.ts";

const KEY = "AKIARCLONE";
const SECRET = "rclone's secret/+";
const MEBIBYTE = 1024 * 1024;
/** Parts of 5 MiB, the least that S3 takes, so that a middling file is several. */
const SMALL_PARTS = ["--s3-upload-cutoff", "5M", "--s3-chunk-size", "5M"];

interface Listed {
  readonly Path: string;
  readonly Size: number;
  readonly MimeType: string;
  readonly ModTime: string;
  readonly IsDir: boolean;
}

describe.skipIf(!isThere("rclone", ["version"]))("rclone", () => {
  // Held to its signatures: Go's client signs in its own way.
  const server = sharedServer({ accessKeys: new Map([[KEY, SECRET]]) });
  const folder = sharedFolder();
  const file = (name: string) => join(folder.path, name);
  beforeAll(async () => {
    const lines = [
      "[sky]",
      "type = s3",
      "provider = Other",
      `access_key_id = ${KEY}`,
      `secret_access_key = ${SECRET}`,
      `endpoint = ${server.url}`,
      "region = us-east-1",
    ];
    await writeFile(file("rclone.conf"), `${lines.join("\n")}\n`);
    await writeOddFiles(file("tree"));
    await rclone("mkdir", "sky:clone-bucket");
  });

  async function rclone(...args: string[]): Promise<string> {
    return rcloneReading(undefined, ...args);
  }

  async function rcloneReading(input: Uint8Array | undefined, ...args: string[]): Promise<string> {
    const once = ["--config", file("rclone.conf"), "--retries", "1", "--low-level-retries", "1"];
    const { code, stdout, stderr } = await runProgram("rclone", [...once, ...args], folder.path, input);
    if (code !== 0) throw new Error(`rclone ${args.join(" ")} ended with ${code}: ${stderr}`);
    return stdout;
  }

  async function listed(path: string): Promise<Listed[]> {
    return JSON.parse(await rclone("lsjson", "-R", "--files-only", path));
  }

  const namesIn = async (path: string) => byBytes((await listed(path)).map(({ Path }) => Path));

  test("copies a tree with odd names up and down, and finds nothing changed", async () => {
    await rclone("copy", "tree", "sky:clone-bucket/tree");
    expect(await namesIn("sky:clone-bucket/tree")).toEqual(byBytes(Object.keys(ODD_FILES)));
    // Compares the MD5s that the server says with the files'.
    await rclone("check", "tree", "sky:clone-bucket/tree");
    await rclone("copy", "sky:clone-bucket/tree", "again");
    for (const [name, text] of Object.entries(ODD_FILES))
      expect(await readFile(file(`again/${name}`), "utf8")).toBe(text);
    expect(await rclone("copy", "-v", "tree", "sky:clone-bucket/tree")).toBe("");
  });

  test("keeps times and types", async () => {
    await rclone("touch", "--timestamp", "2020-02-20T20:20:20.123456789", "tree/plain.txt");
    await rclone("copy", "tree/plain.txt", "sky:clone-bucket/times");
    expect(await listed("sky:clone-bucket/times")).toMatchObject([
      { Path: "plain.txt", Size: 6, MimeType: "text/plain; charset=utf-8", ModTime: "2020-02-20T20:20:20.123456789Z" },
    ]);
  });

  test("sums up files, large ones that went in parts too", async () => {
    const large = Buffer.concat(Array.from({ length: 12 }, (_, index) => Buffer.alloc(MEBIBYTE, `${index} `)));
    await writeFile(file("large"), large);
    await rclone("copyto", ...SMALL_PARTS, "large", "sky:clone-bucket/large");
    const md5 = createHash("md5").update(large).digest("hex");
    expect(await rclone("md5sum", "sky:clone-bucket/large")).toBe(`${md5}  large\n`);
    expect(await rclone("cat", "--offset", `${5 * MEBIBYTE - 2}`, "--count", "4", "sky:clone-bucket/large")).toBe(
      large.toString("utf8", 5 * MEBIBYTE - 2, 5 * MEBIBYTE + 2),
    );
    // A copy above the cut-off goes in parts that never leave the server.
    await rclone(
      "copyto",
      "--s3-copy-cutoff",
      "5M",
      ...SMALL_PARTS,
      "sky:clone-bucket/large",
      "sky:clone-bucket/copied",
    );
    const download = await rclone("md5sum", "--download", "sky:clone-bucket/copied");
    expect(download).toBe(`${md5}  copied\n`);
  });

  test("streams up what it does not know the length of", async () => {
    const bytes = Buffer.alloc(11 * MEBIBYTE, "stream ");
    await rcloneReading(
      bytes,
      "rcat",
      "--s3-chunk-size",
      "5M",
      "--streaming-upload-cutoff",
      "1M",
      "sky:clone-bucket/streamed",
    );
    await rcloneReading(Buffer.from("short"), "rcat", "sky:clone-bucket/short");
    expect(await rclone("cat", "sky:clone-bucket/short")).toBe("short");
    expect((await listed("sky:clone-bucket/streamed"))[0]?.Size).toBe(bytes.length);
  });

  test("syncs, with deletes, and moves", async () => {
    await rclone("sync", "tree", "sky:clone-bucket/synced");
    await rm(file("tree/empty"));
    await writeFile(file("tree/plain.txt"), "changed\n");
    await rclone("sync", "tree", "sky:clone-bucket/synced");
    await rclone("check", "tree", "sky:clone-bucket/synced");
    await rclone("moveto", "sky:clone-bucket/synced/plain.txt", "sky:clone-bucket/synced/moved & away.txt");
    await rclone("move", "sky:clone-bucket/synced", "sky:clone-bucket/elsewhere");
    const left = Object.keys(ODD_FILES).filter((name) => name !== "empty" && name !== "plain.txt");
    expect(await namesIn("sky:clone-bucket/elsewhere")).toEqual(byBytes([...left, "moved & away.txt"]));
    expect(await rclone("cat", "sky:clone-bucket/elsewhere/moved & away.txt")).toBe("changed\n");
  });

  test("makes a link that everybody can follow, for a while", async () => {
    await rcloneReading(Buffer.from("by link"), "rcat", "sky:clone-bucket/linked +.txt");
    const url = (await rclone("link", "--expire", "1h", "sky:clone-bucket/linked +.txt")).trim();
    expect(await (await fetch(url)).text()).toBe("by link");
    expect((await fetch(url.replace(/.$/, (last) => (last === "0" ? "1" : "0")))).status).toBe(403);
  });

  test("switches versions on, reads an old one, and cleans them up", async () => {
    await rclone("mkdir", "sky:versioned-bucket");
    expect(await rclone("backend", "versioning", "sky:versioned-bucket", "Enabled")).toBe("Enabled\n");
    for (const text of ["first", "second"]) {
      await rcloneReading(Buffer.from(text), "rcat", "sky:versioned-bucket/note.txt");
    }
    await rclone("deletefile", "sky:versioned-bucket/note.txt");
    expect(await rclone("lsf", "sky:versioned-bucket")).toBe("");
    const versions = (await rclone("lsf", "--s3-versions", "sky:versioned-bucket")).trim().split("\n");
    expect(versions).toHaveLength(2);
    const texts = versions.map((name) => rclone("cat", "--s3-versions", `sky:versioned-bucket/${name}`));
    expect((await Promise.all(texts)).toSorted()).toEqual(["first", "second"]);
    await rclone("backend", "cleanup-hidden", "sky:versioned-bucket");
    expect(await rclone("lsf", "--s3-versions", "sky:versioned-bucket")).toBe("");
    await rclone("purge", "sky:versioned-bucket");
  });

  test("is refused with another secret", async () => {
    await expect(rclone("lsd", "sky:", "--s3-secret-access-key", "another")).rejects.toThrow("SignatureDoesNotMatch");
  });

  test("purges a bucket", async () => {
    await rclone("mkdir", "sky:purged-bucket");
    await rclone("copy", "tree", "sky:purged-bucket");
    await rclone("purge", "sky:purged-bucket");
    expect(await rclone("lsf", "sky:")).toBe("clone-bucket/\n");
  });
});
