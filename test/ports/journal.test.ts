import { rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { openEnvironment } from "../../shared/adapters/lmdb/environment.ts";
import { LmdbJournal } from "../../shared/adapters/lmdb/journal.ts";
import { MemoryJournal } from "../../shared/adapters/memory/journal.ts";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { CAPS, journalContract } from "./journal.ts";
import { lmdbSubject, temporaryFolder } from "./subject.ts";

journalContract("MemoryJournal", async () => {
  const clock = new ManualClock();
  return { port: new MemoryJournal({ clock, ...CAPS }), clock, dispose: async () => {} };
});

journalContract("LmdbJournal", async () => {
  const clock = new ManualClock();
  return { ...(await lmdbSubject((environment) => new LmdbJournal({ environment, clock, ...CAPS }))()), clock };
});

test("LMDB keeps the journal when it is closed and opened again, to the last event", async () => {
  const folder = await temporaryFolder();
  const clock = new ManualClock();
  const event = { id: "1", type: "a", resource: "arn", text: "b", traceId: "t", at: 1 };
  let environment = openEnvironment(folder);
  const before = new LmdbJournal({ environment, clock });
  before.append("default.1", [event]);
  await before.close();
  await environment.close();

  environment = openEnvironment(folder);
  const after = new LmdbJournal({ environment, clock });
  expect(await after.query({ root: "default.1", limit: 10 })).toEqual([event]);
  await environment.close();
  await rm(folder, { recursive: true });
});
