import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TaskRuntime, TaskSpec } from "../../shared/ports/task-runtime.ts";
import { TaskReports } from "./task-runtime-reports.ts";

export interface RuntimeUnderTest {
  readonly runtime: TaskRuntime;
  /** Makes a running skyground/web task's app exit by itself. */
  exit(task: string, exitCode: number, address: string | undefined): Promise<void>;
}

const ARN = "arn:aws:ecs:eu-west-1:000000000000:task/default/";

function spec(id: string, more: Partial<TaskSpec> = {}): TaskSpec {
  return {
    root: "default.1",
    task: `${ARN}${id}`,
    image: "skyground/web",
    command: [],
    cpu: 256,
    memory: 512,
    environment: {},
    logStream: `logs/${id}`,
    ...more,
  };
}

export interface RuntimeTraits {
  /** What it says of an image that it can't run. */
  readonly refusal: RegExp;
  /** Its tasks are somebody else's processes: they outlive it, end only when their host says so, and are asked after. */
  readonly elsewhere: boolean;
}

const BESIDE_THE_SERVER: RuntimeTraits = {
  refusal: /without Docker.*skyground\/web.*skyground\/worker.*node/,
  elsewhere: false,
};

/** What every task runtime does. */
export function taskRuntimeContract(
  name: string,
  create: () => RuntimeUnderTest,
  { refusal, elsewhere } = BESIDE_THE_SERVER,
): void {
  describe(`${name} as a task runtime`, () => {
    let under: RuntimeUnderTest;
    let reports: TaskReports;

    beforeEach(() => {
      under = create();
      reports = new TaskReports(under.runtime);
    });
    afterEach(() => under.runtime.close());

    /** Who is asked after is forgotten once the listener has taken the report in. */
    async function runs(tasks: readonly string[]): Promise<void> {
      if (elsewhere) await expect.poll(() => under.runtime.running()).toEqual(tasks);
      else expect(await under.runtime.running()).toEqual(tasks);
    }

    test.each([
      "skyground/web",
      "skyground/worker:latest",
      "node",
      "node:20",
      "node:24-alpine",
      "public.ecr.aws/docker/library/node:22",
      `node@sha256:${"0".repeat(64)}`,
    ])("can run %s", (image) => {
      expect(under.runtime.supports(image)).toEqual({ ok: true });
    });

    test.each(["nginx", "nodejs:20", "skyground/other", "example.com/node:20", "", "node:"])(
      "says of image %j why it can't run and which can",
      (image) => {
        const reason = expect.stringMatching(refusal);
        expect(under.runtime.supports(image)).toEqual({ ok: false, reason });
      },
    );

    test("reports a started task as running, with its address when it has a port", async () => {
      const task = spec("web");
      await under.runtime.start(task);
      const report = await reports.running(task.task);
      expect(report.root).toBe("default.1");
      expect(report.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(await under.runtime.running()).toEqual([task.task]);
    });

    test("gives copies of a task addresses of their own", async () => {
      const tasks = [spec("a"), spec("b")];
      for (const task of tasks) await under.runtime.start(task);
      const [first, second] = await Promise.all(tasks.map(({ task }) => reports.running(task)));
      expect(first?.address).not.toBe(second?.address);
    });

    test("reports no address for a task without a port", async () => {
      const task = spec("job", { image: "node:24", command: ["node", "-e", "setInterval(() => {}, 1000)"] });
      await under.runtime.start(task);
      expect(await reports.running(task.task)).not.toHaveProperty("address");
    });

    test("leaves a task alone that already runs", async () => {
      const task = spec("twice");
      await under.runtime.start(task);
      const { address } = await reports.running(task.task);
      await under.runtime.start(task);
      // A second copy would be up before this one.
      const other = spec("other");
      await under.runtime.start(other);
      await reports.running(other.task);
      await under.exit(task.task, 0, address);
      await reports.stopped(task.task);
      expect(reports.of(task.task).map(({ kind }) => kind)).toEqual(["running", "stopped"]);
    });

    test("reports a task stopped on request once, and forgets it", async () => {
      const task = spec("stopped");
      await under.runtime.start(task);
      await reports.running(task.task);
      await under.runtime.stop(task.task, { graceSeconds: 30 });
      await under.runtime.stop(task.task, { graceSeconds: 30 });
      expect(await reports.stopped(task.task)).toMatchObject({ code: "UserInitiated", exitCode: 0 });
      expect(reports.of(task.task).map(({ kind }) => kind)).toEqual(["running", "stopped"]);
      await runs([]);
      expect(under.runtime.usage(task.task)).toBeUndefined();
    });

    test("stops a task that is only just starting", async () => {
      const task = spec("early");
      await under.runtime.start(task);
      await under.runtime.stop(task.task, { graceSeconds: 0 });
      expect(await reports.stopped(task.task)).toMatchObject({ code: "UserInitiated" });
    });

    test("takes a stop of a task that is gone without an error", async () => {
      await expect(under.runtime.stop(`${ARN}gone`, { graceSeconds: 1 })).resolves.toBeUndefined();
    });

    test("reports the exit code of an app that ends by itself", async () => {
      const task = spec("dies");
      await under.runtime.start(task);
      const { address } = await reports.running(task.task);
      await under.exit(task.task, 3, address);
      expect(await reports.stopped(task.task)).toMatchObject({
        exitCode: 3,
        reason: "Essential container in task exited",
        code: "EssentialContainerExited",
      });
    });

    test("reports a task of an image that can't run as failed to start, or begins none", async () => {
      const task = spec("nginx", { image: "nginx" });
      if (elsewhere) {
        await expect(under.runtime.start(task)).rejects.toThrow(refusal);
        expect(await under.runtime.running()).toEqual([]);
        return;
      }
      await under.runtime.start(task);
      const stopped = await reports.stopped(task.task);
      expect(stopped).toMatchObject({ code: "TaskFailedToStart", reason: expect.stringContaining("without Docker") });
      expect(stopped).not.toHaveProperty("exitCode");
    });

    test("kills the tasks of one playground and leaves another's alone", async () => {
      const [mine, other] = [spec("mine"), spec("other", { root: "ada.1" })];
      for (const task of [mine, other]) await under.runtime.start(task);
      await Promise.all([reports.running(mine.task), reports.running(other.task)]);
      await under.runtime.stopAll("default.1");
      if (!elsewhere) expect(await under.runtime.running()).toEqual([other.task]);
      const exitCode = elsewhere ? 0 : 137;
      expect(await reports.stopped(mine.task)).toMatchObject({ code: "UserInitiated", exitCode });
      await runs([other.task]);
    });

    test("says nothing more once closed, and starts nothing", async () => {
      const task = spec("open");
      await under.runtime.start(task);
      await reports.running(task.task);
      await under.runtime.close();
      expect(await under.runtime.running()).toEqual(elsewhere ? [task.task] : []);
      expect(reports.of(task.task).map(({ kind }) => kind)).toEqual(["running"]);
      await expect(under.runtime.start(spec("late"))).rejects.toThrow("closed");
    });
  });
}
