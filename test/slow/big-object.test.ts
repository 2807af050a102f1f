import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { SystemClock } from "../../shared/adapters/system/clock.ts";
import { Command } from "../api/support/command.ts";
import { temporaryFolder } from "../api/support/temporary-folder.ts";
import { anonymousMiB } from "./support/processes.ts";

const MEBIBYTE = 1024 * 1024;
const SIZE_MEBIBYTES = 1024;
const MAX_RISE_MEBIBYTES = 64;
const SAMPLE_MILLISECONDS = 50;

// The memory that is meant is read from /proc.
test.skipIf(process.platform !== "linux")(
  "a 1 GiB object up and down raises the server's memory by at most 64 MiB",
  async () => {
    const folder = await temporaryFolder();
    try {
      await using server = new Command(["--port", "0", "--data", folder.path]);
      const url = await server.up();
      await fetch(`${url}/v1/buckets`, {
        method: "POST",
        body: '{"name":"big-bucket"}',
        headers: { "content-type": "application/json" },
      });
      const object = `${url}/v1/buckets/big-bucket/objects/big`;
      // A first small object loads what only uploads need.
      await fetch(object, { method: "PUT", body: Buffer.alloc(MEBIBYTE) }).then((response) => response.arrayBuffer());
      await fetch(object).then((response) => response.arrayBuffer());

      const memory = watchMemory(server.process.pid ?? 0);
      const before = await memory.now();
      const sent = createHash("md5");
      const put = await fetch(object, { method: "PUT", body: ReadableStream.from(generate(sent)), duplex: "half" });
      const digest = sent.digest("hex");
      expect(await put.json()).toMatchObject({ size: SIZE_MEBIBYTES * MEBIBYTE, etag: `"${digest}"` });

      const received = createHash("md5");
      const get = await fetch(object);
      for await (const chunk of get.body ?? []) received.update(chunk);
      expect(received.digest("hex")).toBe(digest);

      const rise = (await memory.stop()) - before;
      process.stdout.write(`RssAnon: ${before.toFixed(0)} MiB before, at most ${rise.toFixed(0)} MiB more\n`);
      expect(rise).toBeLessThanOrEqual(MAX_RISE_MEBIBYTES);
    } finally {
      await folder.remove?.();
    }
  },
);

/** Every mebibyte differs, so that a part at the wrong place shows in the hash. */
function* generate(hash: { update(chunk: Uint8Array): unknown }): Generator<Uint8Array> {
  for (let index = 0; index < SIZE_MEBIBYTES; index += 1) {
    const chunk = Buffer.alloc(MEBIBYTE, index % 251);
    chunk.writeUInt32BE(index);
    hash.update(chunk);
    yield chunk;
  }
}

function watchMemory(pid: number) {
  const clock = new SystemClock();
  const stopping = new AbortController();
  let most = 0;
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      most = Math.max(most, await anonymousMiB(pid));
      await clock.sleep(SAMPLE_MILLISECONDS, stopping.signal);
    }
  })();
  return {
    now: () => anonymousMiB(pid),
    async stop() {
      stopping.abort();
      await watching;
      return Math.max(most, await anonymousMiB(pid));
    },
  };
}
