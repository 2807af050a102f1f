import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { MemoryWakeups } from "../../shared/adapters/memory/wakeups.ts";
import { wakeupsContract } from "./wakeups.ts";

wakeupsContract("MemoryWakeups", () => {
  const clock = new ManualClock();
  return { wakeups: new MemoryWakeups({ clock }), clock };
});
