import { executionStoppedAt, lastStatus, startedAt } from "./lifecycle.ts";
import {
  FIRST_RESTART_DELAY_MILLISECONDS,
  LONGEST_RESTART_DELAY_MILLISECONDS,
  QUICK_DEATH_MILLISECONDS,
} from "./limits.ts";
import type { Deployment, Restarts, Service, Task } from "./model.ts";

/** What the scheduler would do about a service now, if nothing held it back. */
export interface Plan {
  /** How many tasks of the primary deployment to start. */
  readonly start: number;
  /** Tasks to stop, in this order. */
  readonly stop: readonly Task[];
}

type Wish = Pick<Service, "status" | "desiredCount" | "minimumHealthyPercent" | "maximumPercent" | "deployments">;

/** A service that is being deleted wants nothing. */
export function wantedCount({ status, desiredCount }: Pick<Service, "status" | "desiredCount">): number {
  return status === "ACTIVE" ? desiredCount : 0;
}

/**
 * Compares what runs with what is wanted, and stays within the deployment's two bounds: at least
 * `minimumHealthyPercent` of the desired count keep running (rounded up), and at most `maximumPercent` are there at
 * once (rounded down). https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 *
 * `tasks` are the service's tasks that are desired to run.
 */
export function planService(service: Wish, tasks: readonly Task[], now: number): Plan {
  const wanted = wantedCount(service);
  const atLeast = Math.ceil((wanted * service.minimumHealthyPercent) / 100);
  const atMost = Math.max(wanted === 0 ? 0 : 1, Math.floor((wanted * service.maximumPercent) / 100));
  const [primary] = service.deployments;
  const current = tasks.filter((task) => task.deployment === primary.id);
  const replaced = tasks.filter((task) => task.deployment !== primary.id);

  const surplus = current.length - wanted;
  const excess = surplus > 0 ? leastUseful(current, now).slice(0, surplus) : [];
  const running =
    tasks.filter((task) => isRunning(task, now)).length - excess.filter((task) => isRunning(task, now)).length;
  const idle = replaced.filter((task) => !isRunning(task, now));
  const spare = Math.max(0, running - atLeast);
  const stop = [...excess, ...idle, ...oldestFirst(replaced.filter((task) => isRunning(task, now))).slice(0, spare)];
  const room = atMost - (tasks.length - excess.length - idle.length);
  return { start: Math.max(0, Math.min(wanted - current.length, room)), stop };
}

/** How many tasks of a deployment are RUNNING, and how many are on their way there. */
export function countTasks(
  tasks: readonly Task[],
  now: number,
): { readonly running: number; readonly pending: number } {
  const running = tasks.filter((task) => isRunning(task, now)).length;
  return { running, pending: tasks.length - running };
}

/** Whether everything that runs is of the primary deployment and as many as wanted. */
export function isSettled(service: Wish, tasks: readonly Task[], now: number): boolean {
  const wanted = wantedCount(service);
  const [{ id }] = service.deployments;
  return tasks.length === wanted && tasks.every((task) => task.deployment === id && isRunning(task, now));
}

function isRunning(task: Task, now: number): boolean {
  return lastStatus(task, now) === "RUNNING";
}

/** A task that ended by itself, soon after its start or before it. */
export function diedQuickly(task: Task): boolean {
  if (task.stopCode !== "EssentialContainerExited" && task.stopCode !== "TaskFailedToStart") return false;
  const started = startedAt(task);
  const ended = executionStoppedAt(task);
  return started === undefined || ended === undefined || ended - started < QUICK_DEATH_MILLISECONDS;
}

export const NO_DEATHS: Restarts = { quickDeaths: 0, lastDeathAt: 0, waitUntil: 0 };

/**
 * After another quick death: every task may die once and be replaced at once; then each further round of deaths doubles
 * the wait. A death after a longer life, or a long quiet, begins anew.
 */
export function afterDeath(restarts: Restarts, quick: boolean, desiredCount: number, now: number): Restarts {
  if (!quick) return NO_DEATHS;
  const quiet = now - restarts.lastDeathAt > LONGEST_RESTART_DELAY_MILLISECONDS + QUICK_DEATH_MILLISECONDS;
  const quickDeaths = (quiet ? 0 : restarts.quickDeaths) + 1;
  return { quickDeaths, lastDeathAt: now, waitUntil: now + restartDelay(quickDeaths, desiredCount) };
}

export function restartDelay(quickDeaths: number, desiredCount: number): number {
  const rounds = Math.floor((quickDeaths - 1) / Math.max(1, desiredCount));
  if (rounds < 1) return 0;
  return Math.min(LONGEST_RESTART_DELAY_MILLISECONDS, FIRST_RESTART_DELAY_MILLISECONDS * 2 ** (rounds - 1));
}

/** Deployments that still have tasks, and the primary one. */
export function remainingDeployments(
  [primary, ...others]: Service["deployments"],
  tasks: readonly Task[],
): readonly [Deployment, ...Deployment[]] {
  return [primary, ...others.filter(({ id }) => tasks.some((task) => task.deployment === id))];
}

/** Tasks that don't run yet first, then the youngest: who has served longest stays. */
function leastUseful(tasks: readonly Task[], now: number): readonly Task[] {
  return [...tasks].sort(
    (left, right) => Number(isRunning(left, now)) - Number(isRunning(right, now)) || right.createdAt - left.createdAt,
  );
}

function oldestFirst(tasks: readonly Task[]): readonly Task[] {
  return [...tasks].sort((left, right) => left.createdAt - right.createdAt);
}
