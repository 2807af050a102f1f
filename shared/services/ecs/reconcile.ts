import type { EventDraft } from "../../core/event.ts";
import type { Expectation, Write } from "../../ports/table-store.ts";
import type { EffectDraft, RequestContext } from "../service.ts";
import { serviceArn } from "./address.ts";
import { spread } from "./capacity.ts";
import { type EndedTask, placeEffect, reconcileEffect } from "./effects.ts";
import { type Draw, newTask } from "./launch.ts";
import { TASKS_PER_PASS } from "./limits.ts";
import type { Deployment, Service, Task, TaskDefinition } from "./model.ts";
import { afterDeath, isSettled, planService, remainingDeployments, wantedCount } from "./scheduler.ts";
import { addMessages, type Message, messages } from "./service-messages.ts";
import type { Census } from "./stored.ts";
import { askedFargate, replacing, serviceSays, waiting } from "./story.ts";
import { insertTask, putService, type StoredTask } from "./table.ts";
import { managedTags } from "./tags.ts";
import { askToStop } from "./task-changes.ts";

export interface PassInput {
  readonly service: Service;
  /** What must hold of the service's row: two passes at once must not both start tasks. */
  readonly expect: Expectation;
  readonly census: Census;
  /** The primary deployment's task definition. */
  readonly definition: TaskDefinition;
  /** {@link TASKS_PER_PASS} of them. */
  readonly draws: readonly Draw[];
  /** The task whose end is why the scheduler looks. */
  readonly ended?: EndedTask | undefined;
  /** Whether the service's row must be written though nothing changes: it is new or somebody changed it. */
  readonly changed: boolean;
}

export interface PassOutcome {
  readonly service: Service;
  readonly writes: readonly Write[];
  readonly effects: readonly EffectDraft[];
  readonly events: readonly EventDraft[];
  readonly wakes: readonly string[];
}

/**
 * One pass of a service's scheduler: compares what runs with what is wanted and starts or stops the difference, as much as
 * one transaction holds. Whatever changes a task of the service has it look again.
 */
export function reconcile(input: PassInput, context: RequestContext): PassOutcome {
  const { census, ended } = input;
  const { now } = context;
  const before = ended ? countDeath(input.service, ended, now) : input.service;
  const tasks = census.tasks.map(({ task }) => task);
  const plan = planService(before, tasks, now);
  const held = plan.start > 0 && before.restarts.waitUntil > now;
  const starting = startTasks(held ? 0 : Math.min(plan.start, TASKS_PER_PASS), before, input, context);
  const room = TASKS_PER_PASS - starting.length;
  const stopping = plan.stop.slice(0, room).flatMap((task) => stopTask(task, before, census, context));
  const unfinished = plan.stop.length > room || (!held && plan.start > starting.length);

  const staying = tasks.filter((task) => !stopping.some((change) => change.task.id === task.id));
  const after = settle(before, [...staying, ...starting], census.stopping + stopping.length, now);
  const said = whatHappened(before, after, { starting, stopping: stopping.map(({ task }) => task) });
  const throttled = held && ended?.quick === true;
  if (throttled) said.push(messages.throttled(after));
  const service = addMessages(after, said, now);
  const write = input.changed || ended !== undefined || starting.length + said.length > 0 || !isSame(before, after);
  return {
    service,
    writes: [
      ...(write ? [putService(context, service, input.expect)] : []),
      ...starting.flatMap((task) => insertTask(context, task)),
      ...stopping.flatMap(({ writes }) => writes),
    ],
    effects: [
      ...starting.map(placeEffect),
      ...stopping.flatMap(({ effects }) => effects),
      ...(unfinished ? [reconcileEffect(service)] : []),
      ...(held ? [reconcileEffect(service, { dueAt: before.restarts.waitUntil })] : []),
    ],
    events: [
      ...tellStart(before, tasks.length, starting, input),
      ...(throttled ? [waiting(service, (before.restarts.waitUntil - now) / 1000)] : []),
      ...stopping.flatMap(({ events }) => events),
      ...said.map((message) => serviceSays(service, message)),
    ],
    wakes: [serviceArn(service)],
  };
}

function countDeath(service: Service, ended: EndedTask, now: number): Service {
  const deployments = service.deployments.map((deployment) =>
    ended.quick && deployment.id === ended.deployment
      ? { ...deployment, failedTasks: deployment.failedTasks + 1 }
      : deployment,
  );
  const restarts = afterDeath(service.restarts, ended.quick, wantedCount(service), now);
  return { ...service, deployments: nonEmpty(deployments), restarts };
}

function startTasks(
  count: number,
  service: Service,
  { definition, draws, census }: PassInput,
  context: RequestContext,
): Task[] {
  const [{ id }] = service.deployments;
  const order = {
    definition,
    cluster: service.cluster,
    service: { name: service.name, deployment: id },
    tags: tagsOfTasks(service, definition),
    traceId: context.traceId,
    now: context.now,
  };
  const there = census.tasks.flatMap(({ task }) => (task.deployment === id ? [task.capacityProvider] : []));
  const providers = spread(service.strategy ?? [], count, there);
  return draws.slice(0, count).map((drawn, index) => newTask(order, drawn, providers[index]));
}

function tagsOfTasks(
  { propagateTags, tags, cluster, name, managedTags: managed }: Service,
  definition: TaskDefinition,
) {
  const propagated = propagateTags === "SERVICE" ? tags : propagateTags === "TASK_DEFINITION" ? definition.tags : [];
  return managed ? [...propagated, ...managedTags(cluster, name)] : propagated;
}

function stopTask({ id }: Task, service: Service, { tasks }: Census, context: RequestContext) {
  const stored = tasks.find(({ task }: StoredTask) => task.id === id);
  if (!stored) return [];
  const [primary] = service.deployments;
  const reason = `Scaling activity initiated by (deployment ${primary.id})`;
  return [askToStop(stored, { code: "ServiceSchedulerInitiated", reason }, context, context.now)];
}

/** What the service is now: which deployments are left, whether it is done, whether it is gone. */
function settle(service: Service, tasks: readonly Task[], stopping: number, now: number): Service {
  const remaining = remainingDeployments(service.deployments, tasks);
  const settled = isSettled(service, tasks, now);
  const [primary, ...others] = remaining;
  const done = settled && primary.rolloutState === "IN_PROGRESS";
  const finished: Deployment = done ? { ...primary, rolloutState: "COMPLETED", updatedAt: now } : primary;
  const gone = service.status === "DRAINING" && tasks.length + stopping === 0;
  return {
    ...service,
    deployments: [finished, ...others],
    steady: settled,
    ...(gone ? { status: "INACTIVE", endedAt: now } : {}),
  };
}

function whatHappened(
  before: Service,
  after: Service,
  { starting, stopping }: { readonly starting: readonly Task[]; readonly stopping: readonly Task[] },
): Message[] {
  const said: Message[] = [];
  if (stopping.length > 0) said.push(messages.stopped(after, stopping));
  if (starting.length > 0) said.push(messages.started(after, starting));
  if (after.status !== "ACTIVE") return said;
  const [was] = before.deployments;
  const [is] = after.deployments;
  if (was.rolloutState !== is.rolloutState) said.push(messages.deploymentCompleted(after, is));
  if (after.steady && !before.steady) said.push(messages.steady(after));
  return said;
}

/** The article's first steps, for a service: why it starts tasks, and what it asks of Fargate. */
function tellStart(
  before: Service,
  have: number,
  starting: readonly Task[],
  { ended, definition, changed }: PassInput,
): readonly EventDraft[] {
  const [first] = starting;
  if (!first) return [];
  const because = ended && `task ${ended.id} has stopped (${ended.reason})`;
  // The first tasks of a new service need no reason: its own request has just been told.
  const why = changed && have === 0 ? [] : [replacing(before, { have, start: starting.length, because })];
  return [...why, ...askedFargate(serviceArn(before), starting.length, definition, first)];
}

function isSame(before: Service, after: Service): boolean {
  return (
    before.steady === after.steady &&
    before.status === after.status &&
    before.deployments.length === after.deployments.length &&
    before.deployments[0].rolloutState === after.deployments[0].rolloutState
  );
}

function nonEmpty(deployments: readonly Deployment[]): readonly [Deployment, ...Deployment[]] {
  return deployments as readonly [Deployment, ...Deployment[]];
}
