import { expect, test } from "vitest";
import { DEFAULT_PLAYGROUND } from "../../../shared/core/context.ts";
import { forgetful } from "../../support/forgetful-table-store.ts";
import { createFifoWorld, createQueueWorld } from "./queue.ts";

/* On DynamoDB totals are added to beside the transaction: a process that ends in between leaves one off. */

test.each([
  ["a queue", createQueueWorld, {}],
  ["a FIFO queue", createFifoWorld, { MessageGroupId: "g" }],
])("the total of %s is counted anew and put right, and the journal says so", async (_name, create, more) => {
  const { state, wrapStore } = forgetful();
  const world = await create({}, { wrapStore });
  await world.send("1", more);
  state.lose = true;
  for (const body of ["2", "3"]) await world.send(body, more);
  await world.receive({ MaxNumberOfMessages: 1 });
  state.lose = false;
  expect(await world.counts()).toMatchObject({ visible: 0, inFlight: 1 });
  await world.engine.recount(DEFAULT_PLAYGROUND);
  expect(await world.counts()).toMatchObject({ visible: 2, inFlight: 1 });
  const [told] = await world.events({ type: "queue.recounted" });
  expect(told?.text).toContain("2 too low");
  await world.engine.recount(DEFAULT_PLAYGROUND);
  expect(await world.events({ type: "queue.recounted" })).toHaveLength(1);
});
