import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FileBlobStore } from "../../shared/adapters/filesystem/blob-store.ts";
import { MemoryBlobStore } from "../../shared/adapters/memory/blob-store.ts";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { blobStoreContract, chunks } from "./blob-store.ts";
import { temporaryFolder } from "./subject.ts";

blobStoreContract("MemoryBlobStore", async () => {
  const clock = new ManualClock();
  return { port: new MemoryBlobStore({ clock, random: new SeededRandom(1) }), clock, dispose: async () => {} };
});

blobStoreContract("FileBlobStore", async () => {
  const clock = new ManualClock();
  const folder = await temporaryFolder();
  const port = new FileBlobStore(folder, { clock, random: new SeededRandom(1) });
  return { port, clock, dispose: () => rm(folder, { recursive: true }) };
});

test("FileBlobStore removes what a crash left half-written, but not what is still being written", async () => {
  const folder = await temporaryFolder();
  const clock = new ManualClock(Date.now());
  const store = new FileBlobStore(folder, { clock, random: new SeededRandom(1) });
  const incoming = join(folder, "incoming");
  await mkdir(incoming);
  const hourAgo = new Date(clock.now() - 3_600_000);
  for (const name of ["left", "written"]) await writeFile(join(incoming, name), name);
  await utimes(join(incoming, "left"), hourAgo, hourAgo);
  await store.list({ storedBefore: clock.now() - 1_800_000, limit: 1 });
  expect(await readdir(incoming)).toEqual(["written"]);
  await rm(folder, { recursive: true });
});

test("FileBlobStore leaves no half-written file when a stream fails, and finds its blobs when it is opened again", async () => {
  const folder = await temporaryFolder();
  const tools = { clock: new ManualClock(), random: new SeededRandom(1) };
  const store = new FileBlobStore(folder, tools);
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("half");
    throw new Error("the client hung up");
  }
  await expect(store.put("default.1", failing())).rejects.toThrow("hung up");
  const { id } = await store.put("default.1", chunks("kept"));
  expect(await readdir(join(folder, "incoming"))).toEqual([]);
  const again = new FileBlobStore(folder, tools);
  expect(await again.list({ storedBefore: tools.clock.now() + 1, limit: 10 })).toEqual([id]);
  await rm(folder, { recursive: true });
});
