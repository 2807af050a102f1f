import { describe, expect, test } from "vitest";
import { MemoryJournal } from "../../../shared/adapters/memory/journal.ts";
import { ManualClock } from "../../../shared/adapters/memory/manual-clock.ts";
import { EventLog } from "../../../shared/engine/event-log.ts";
import { operation } from "../../../shared/services/service.ts";
import { START } from "../../support/world.ts";
import { createProbe, receiving } from "./probe.ts";

const tell = operation<{ texts: readonly string[]; traceId?: string }, object>()({
  service: "probe",
  name: "Tell",
  prefetch: async () => undefined,
  commit: (_state, { texts, traceId }) => ({
    output: {},
    events: texts.map((text) => ({
      type: "told",
      resource: "arn:x",
      text,
      ...(traceId === undefined ? {} : { traceId }),
    })),
  }),
});

describe("the journal", () => {
  test("says what happened, when, and under which trace, in order", async () => {
    const { world } = createProbe([tell]);
    await world.call(tell, { texts: ["one", "two"] }, { traceId: "trace-a" });
    await world.advance(30);
    await world.call(tell, { texts: ["three"], traceId: "trace-of-the-cause" }, { traceId: "trace-b" });
    const events = await world.events({ type: "told" });
    expect(events.map(({ text, traceId, at }) => [text, traceId, (at - START) / 1000])).toEqual([
      ["one", "trace-a", 0],
      ["two", "trace-a", 0],
      ["three", "trace-of-the-cause", 30],
    ]);
    expect(events.map(({ id }) => id)).toEqual(events.map(({ id }) => id).sort());
  });

  test("follows one trace through what its effects do", async () => {
    const probe = createProbe([tell]);
    probe.behave = () => ({ events: [{ type: "delivered", resource: "arn:x", text: "it came" }] });
    await probe.cause([receiving()]);
    await probe.world.settle();
    expect(await probe.world.events({ traceId: probe.world.caller.traceId })).toEqual([
      expect.objectContaining({ type: "delivered" }),
    ]);
  });

  test("gives ids that grow although the wall's clock falls back", async () => {
    const clock = new ManualClock(START);
    const journal = new MemoryJournal({ clock });
    let now = START;
    const log = new EventLog(journal, { now: () => now, sleep: (milliseconds) => clock.sleep(milliseconds) });
    for (const [index, instant] of [START, START + 5, START - 100, START + 5, START + 6].entries()) {
      now = instant;
      log.append([{ type: "told", resource: "arn:x", text: String(index) }], { root: "r", traceId: "t", now });
    }
    const events = await journal.query({ root: "r", limit: 10 });
    expect(events.map(({ text }) => text)).toEqual(["0", "1", "2", "3", "4"]);
  });
});
