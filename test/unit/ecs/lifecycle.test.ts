import { expect, test } from "vitest";
import { type Instants, lastStatus, startedAt, stoppedAt } from "../../../shared/services/ecs/lifecycle.ts";

/** The statuses that a reader who looks every 10 ms sees, each once. */
function seen(task: Instants, until: number): string[] {
  const statuses: string[] = [];
  for (let now = task.createdAt; now <= until; now += 10) {
    const status = lastStatus(task, now);
    if (statuses.at(-1) !== status) statuses.push(status);
  }
  return statuses;
}

test("a task that runs and is stopped goes through all of AWS's states", () => {
  const task = { createdAt: 0, reportedRunningAt: 700, stoppingAt: 2000, reportedStoppedAt: 2300 };
  expect(seen(task, 3000)).toEqual([
    "PROVISIONING",
    "PENDING",
    "ACTIVATING",
    "RUNNING",
    "DEACTIVATING",
    "STOPPING",
    "DEPROVISIONING",
    "STOPPED",
  ]);
});

test("RUNNING is the later of the runtime's report and the provisioning", () => {
  expect(startedAt({ createdAt: 0, reportedRunningAt: 20 })).toBe(500);
  expect(startedAt({ createdAt: 0, reportedRunningAt: 900 })).toBe(900);
  expect(lastStatus({ createdAt: 0, reportedRunningAt: 20 }, 499)).toBe("ACTIVATING");
  expect(lastStatus({ createdAt: 0, reportedRunningAt: 20 }, 500)).toBe("RUNNING");
});

test("a task whose runtime says nothing stays ACTIVATING, and one that nobody reports stopped stays STOPPING", () => {
  expect(lastStatus({ createdAt: 0 }, 3_600_000)).toBe("ACTIVATING");
  expect(lastStatus({ createdAt: 0, reportedRunningAt: 600, stoppingAt: 1000 }, 3_600_000)).toBe("STOPPING");
});

test("a job that is quicker than its provisioning was started, and ends as it starts", () => {
  const job = { createdAt: 0, reportedRunningAt: 50, reportedStoppedAt: 80 };
  expect(startedAt(job)).toBe(500);
  expect(stoppedAt(job)).toBe(650);
  expect(seen(job, 1000)).toEqual(["PROVISIONING", "PENDING", "ACTIVATING", "DEPROVISIONING", "STOPPED"]);
});

test("a task that never started has no start", () => {
  const failed = { createdAt: 0, reportedStoppedAt: 80 };
  expect(startedAt(failed)).toBeUndefined();
  expect(lastStatus(failed, 100)).toBe("DEPROVISIONING");
  const stoppedEarly = { createdAt: 0, reportedRunningAt: 200, stoppingAt: 100, reportedStoppedAt: 300 };
  expect(startedAt(stoppedEarly)).toBeUndefined();
  expect(seen(stoppedEarly, 1000)).toEqual(["PROVISIONING", "STOPPING", "DEPROVISIONING", "STOPPED"]);
});
