import { expect, test } from "vitest";
import { DEFAULT_PLAYGROUND } from "../../../shared/core/context.ts";
import { forgetful } from "../../support/forgetful-table-store.ts";
import { createBucketWorld } from "./bucket.ts";

test("what a bucket holds is counted anew and put right, versions and all, and the journal says so", async () => {
  const { state, wrapStore } = forgetful();
  const world = await createBucketWorld({ wrapStore });
  await world.version("Enabled");
  await world.put("a", "1");
  state.lose = true;
  await world.put("a", "22");
  await world.put("b", "333");
  await world.put("gone", "4444");
  await world.delete("gone");
  state.lose = false;
  expect([await world.totals(), await world.noncurrent()]).toEqual([
    { objects: 1, bytes: 1 },
    { versions: 0, bytes: 0 },
  ]);
  await world.engine.recount(DEFAULT_PLAYGROUND);
  expect([await world.totals(), await world.noncurrent()]).toEqual([
    { objects: 2, bytes: 5 },
    { versions: 2, bytes: 5 },
  ]);
  const [told] = await world.events({ type: "bucket.recounted" });
  expect(told?.text).toContain("objects by 1, bytes by 4");
  await world.engine.recount(DEFAULT_PLAYGROUND);
  expect(await world.events({ type: "bucket.recounted" })).toHaveLength(1);
});
