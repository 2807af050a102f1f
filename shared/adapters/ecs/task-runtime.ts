import { createHash } from "node:crypto";
import {
  ClientException,
  DescribeTasksCommand,
  type ECSClient,
  ECSServiceException,
  InvalidParameterException,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
  type Task,
} from "@aws-sdk/client-ecs";
import { assert } from "../../core/errors.ts";
import { exposedPort } from "../../core/images.ts";
import type { Clock } from "../../ports/clock.ts";
import type { TableStore } from "../../ports/table-store.ts";
import type { ImageVerdict, TaskListener, TaskRuntime, TaskSpec } from "../../ports/task-runtime.ts";
import { supports } from "./container.ts";
import { definitionFor } from "./definition.ts";
import { Placements, type StoredPlacement, startedBy } from "./placements.ts";
import { missingReport, reportsOf } from "./reports.ts";
import { CONTAINER, type FargateSettings, MAX_DESCRIBED } from "./settings.ts";
import { packFiles, SOURCE_VARIABLE } from "./source.ts";

export interface EcsTaskRuntimeOptions {
  readonly client: ECSClient;
  readonly settings: FargateSettings;
  /** Remembers which task of ECS runs which of ours. */
  readonly store: TableStore;
  readonly clock: Clock;
  /** Variables that every task gets: where Skyground is. */
  readonly environment: Readonly<Record<string, string>>;
  /** Puts a learner's files where a container can fetch them, for an hour at least, and gives the URL. */
  shareFiles(root: string, bytes: AsyncIterable<Uint8Array>): Promise<string>;
}

/** A try to start a task takes no longer. */
const MISSING_AFTER_MILLISECONDS = 60 * 1000;
/** DescribeTasks may not know a task yet that RunTask has just answered with. */
const FORGOTTEN_AFTER_MILLISECONDS = 10 * 60 * 1000;

/** ECS answered, and began nothing. */
class Refusal extends Error {}

/**
 * Runs tasks on Fargate. They outlive every process of ours: rows say which there are, and `observe` asks ECS what became of
 * them, at its event and once a minute. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export class EcsTaskRuntime implements TaskRuntime {
  readonly #options: EcsTaskRuntimeOptions;
  readonly #placements: Placements;
  #listener: TaskListener = () => {};
  #closed = false;

  constructor(options: EcsTaskRuntimeOptions) {
    this.#options = options;
    this.#placements = new Placements(options.store);
  }

  supports(image: string): ImageVerdict {
    return supports(image, this.#options.settings);
  }

  async start(spec: TaskSpec): Promise<void> {
    if (this.#closed) throw new Error("The task runtime is closed.");
    const placement = await this.#begin(spec);
    if (placement.arn !== undefined) return;
    try {
      await this.#placements.placed(placement, await this.#run(placement));
    } catch (error) {
      // Refused for certain. Of anything else nobody knows whether ECS began it: `observe` will find out.
      if (error instanceof Refusal || (error instanceof ECSServiceException && error.$fault === "client")) {
        await this.#placements.forget(placement);
      }
      throw error;
    }
  }

  /** ECS sends SIGTERM and waits as long as the task definition says, whatever the grace. */
  async stop(task: string): Promise<void> {
    const placement = await this.#placements.find(task);
    if (placement?.arn !== undefined) await this.#stop(placement.arn, "Task stopped by user");
  }

  async running(): Promise<readonly string[]> {
    return (await this.#placements.list()).map(({ task }) => task);
  }

  usage(): undefined {
    return undefined;
  }

  onReport(listener: TaskListener): void {
    this.#listener = listener;
  }

  async stopAll(root: string): Promise<void> {
    for (const placement of await this.#placements.list()) {
      if (placement.root === root && placement.arn !== undefined) {
        await this.#stop(placement.arn, "The playground was reset");
      }
    }
  }

  async observe(hint?: string): Promise<void> {
    const placements = hint === undefined ? await this.#placements.list() : await this.#hinted(hint);
    const failures: unknown[] = [];
    for (let at = 0; at < placements.length; at += MAX_DESCRIBED) {
      const page = placements.slice(at, at + MAX_DESCRIBED);
      const tasks = await this.#describe(page);
      for (const placement of page) {
        await this.#tell(placement, tasks.get(placement.arn ?? "")).catch((error) => failures.push(error));
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, "Not everything that ECS said could be taken in.");
  }

  /** Nothing ends: the tasks are Fargate's, and another process goes on with them. */
  async close(): Promise<void> {
    this.#closed = true;
  }

  async #begin(order: TaskSpec): Promise<StoredPlacement> {
    const { clock, settings, shareFiles, client } = this.#options;
    const { root, task, logStream, files, port = exposedPort(order.image) } = order;
    const spec = { ...order, ...(port === undefined ? {} : { port }) };
    const known = await this.#placements.find(task);
    if (known?.root === root) return known;
    // After a reset a client's token may give the same name to another task.
    if (known) await this.#replace(known);
    await this.#checkCost(spec);
    const definition = await definitionFor(spec, { client, settings, placements: this.#placements });
    const sourceUrl = files && (await shareFiles(root, packFiles(files)));
    const placement = {
      root,
      task,
      logStream,
      ...(port === undefined ? {} : { port }),
      ...(sourceUrl === undefined ? {} : { sourceUrl }),
      definition,
      state: "starting" as const,
      orderedAt: clock.now(),
    };
    const begun = (await this.#placements.begin(placement)) ?? (await this.#placements.find(task));
    assert(begun, "a placement that could not begin is there");
    return begun;
  }

  async #checkCost({ cpu }: TaskSpec): Promise<void> {
    const { maxTasks, maxCpu } = this.#options.settings;
    if (cpu > maxCpu) {
      throw new Error(
        `This deployment runs tasks of at most ${maxCpu} CPU units, because each costs money; this one asks for ${cpu}. Ask for less, or deploy with a larger taskMaxCpu.`,
      );
    }
    if ((await this.#placements.list()).length < maxTasks) return;
    throw new Error(
      `This deployment runs at most ${maxTasks} tasks at once, each of which costs money. Stop some, or deploy with a larger taskLimit.`,
    );
  }

  async #replace(placement: StoredPlacement): Promise<void> {
    if (placement.arn !== undefined) await this.#stop(placement.arn, "The playground was reset");
    await this.#placements.forget(placement);
  }

  /** The token makes a second try answer with the first one's task. */
  async #run({ root, task, definition, sourceUrl }: StoredPlacement): Promise<string> {
    const { client, settings, environment } = this.#options;
    const variables = {
      ...environment,
      SKYGROUND_TASK: task,
      ...(sourceUrl === undefined ? {} : { [SOURCE_VARIABLE]: sourceUrl }),
    };
    const { tasks = [], failures = [] } = await client.send(
      new RunTaskCommand({
        cluster: settings.cluster,
        taskDefinition: definition,
        launchType: "FARGATE",
        count: 1,
        clientToken: createHash("sha256").update(`${root}\n${task}`).digest("hex"),
        startedBy: startedBy(task),
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: [...settings.subnets],
            securityGroups: [...settings.securityGroups],
            assignPublicIp: settings.assignPublicIp ? "ENABLED" : "DISABLED",
          },
        },
        overrides: {
          containerOverrides: [
            { name: CONTAINER, environment: Object.entries(variables).map(([name, value]) => ({ name, value })) },
          ],
        },
      }),
    );
    const arn = tasks[0]?.taskArn;
    if (arn !== undefined) return arn;
    throw new Refusal(
      `Fargate did not take the task: ${failures.map(({ reason }) => reason).join(", ") || "no reason"}`,
    );
  }

  async #stop(arn: string, reason: string): Promise<void> {
    const { client, settings } = this.#options;
    try {
      await client.send(new StopTaskCommand({ cluster: settings.cluster, task: arn, reason }));
    } catch (error) {
      // ECS forgets a stopped task after about an hour.
      const isGone = error instanceof InvalidParameterException || error instanceof ClientException;
      if (!isGone || !/not found/i.test(error.message)) throw error;
    }
  }

  async #hinted(hint: string): Promise<readonly StoredPlacement[]> {
    const found = await this.#placements.findStartedBy(hint);
    return found ? [found] : [];
  }

  async #describe(placements: readonly StoredPlacement[]): Promise<ReadonlyMap<string, Task>> {
    const arns = placements.flatMap(({ arn }) => arn ?? []);
    if (arns.length === 0) return new Map();
    const { client, settings } = this.#options;
    const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster: settings.cluster, tasks: arns }));
    return new Map(tasks.map((task) => [task.taskArn ?? "", task]));
  }

  /** Reports what is new, then notes that it was: should the listener fail, it is told again. */
  async #tell(placement: StoredPlacement, task: Task | undefined): Promise<void> {
    if (!task) return this.#miss(placement);
    const reports = reportsOf(placement, task);
    for (const report of reports) await this.#listener(report);
    const last = reports.at(-1);
    if (last?.kind === "stopped") await this.#placements.forget(placement);
    else if (last) await this.#placements.noteRunning(placement);
  }

  async #miss(placement: StoredPlacement): Promise<void> {
    const age = this.#options.clock.now() - placement.orderedAt;
    if (placement.arn === undefined && age >= MISSING_AFTER_MILLISECONDS) {
      const { client, settings } = this.#options;
      const request = { cluster: settings.cluster, startedBy: startedBy(placement.task) };
      const [arn] = (await client.send(new ListTasksCommand(request))).taskArns ?? [];
      // Whoever ordered it has given it up. The next look reports that it runs, and then it is ended.
      if (arn !== undefined) return this.#placements.placed(placement, arn);
    }
    if (age < FORGOTTEN_AFTER_MILLISECONDS) return;
    if (placement.arn !== undefined) await this.#listener(missingReport(placement));
    await this.#placements.forget(placement);
  }
}
