import { writeSync } from "node:fs";
import { openEnvironment } from "../../shared/adapters/lmdb/environment.ts";
import { LmdbTableStore } from "../../shared/adapters/lmdb/table-store.ts";
import { SystemRandom } from "../../shared/adapters/system/random.ts";
import { put, remove, timed } from "./table-store-samples.ts";

/** Run as a process of its own, until it is killed: 32 writers, who say each write on standard output once it is acknowledged. */
const [folder = "", run = ""] = process.argv.slice(2);
const store = new LmdbTableStore({ environment: openEnvironment(folder), random: new SystemRandom() });

async function write(writer: number): Promise<void> {
  for (let count = 0; ; count += 1) {
    const sort = `${run}-${writer}-${count}`;
    const row = put(timed(sort), "x".repeat((count * 97) % 3000), { dueAt: count, expect: "absent" });
    await store.transact([row, { kind: "add", key: timed("totals"), by: { rows: 1 } }]);
    writeSync(1, `+${sort}\n`);
    if (count % 3 > 0) continue;
    await store.transact([remove(timed(sort), "present"), { kind: "add", key: timed("totals"), by: { rows: -1 } }]);
    writeSync(1, `-${sort}\n`);
  }
}

await Promise.all(Array.from({ length: 32 }, (_, writer) => write(writer)));
