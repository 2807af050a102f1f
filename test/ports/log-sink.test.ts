import { rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { openEnvironment } from "../../shared/adapters/lmdb/environment.ts";
import { LmdbLogSink } from "../../shared/adapters/lmdb/log-sink.ts";
import { MemoryLogSink } from "../../shared/adapters/memory/log-sink.ts";
import { CAPS, logSinkContract } from "./log-sink.ts";
import { lmdbSubject, plainSubject, temporaryFolder } from "./subject.ts";

logSinkContract(
  "MemoryLogSink",
  plainSubject(() => new MemoryLogSink(CAPS)),
);
logSinkContract(
  "LmdbLogSink",
  lmdbSubject((environment) => new LmdbLogSink({ environment, ...CAPS })),
);

test("LMDB removes the lines that it tells no more", async () => {
  const folder = await temporaryFolder();
  const environment = openEnvironment(folder);
  const logs = new LmdbLogSink({ environment, ...CAPS });
  for (let line = 0; line < 1000; line += 1) {
    logs.append("default.1/task", [{ at: 1, text: "x" }]);
    if (line % 10 === 0) await logs.flush();
  }
  await logs.close();
  expect(environment.lines.getKeysCount()).toBeLessThanOrEqual(2 * CAPS.maxLines + 10);
  await environment.close();
  await rm(folder, { recursive: true });
});

test("LMDB keeps lines when it is closed and opened again, and goes on counting behind them", async () => {
  const folder = await temporaryFolder();
  const ids: string[] = [];
  for (const text of ["before", "after"]) {
    const environment = openEnvironment(folder);
    const logs = new LmdbLogSink({ environment });
    logs.append("default.1/task", [{ at: 1, text }]);
    ids.push((await logs.read({ stream: "default.1/task", limit: 1, tail: true }))[0]?.id ?? "");
    await logs.close();
    await environment.close();
  }
  expect(ids).toEqual([...new Set(ids)].toSorted());
  await rm(folder, { recursive: true });
});
