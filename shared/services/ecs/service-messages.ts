import { MAX_SERVICE_EVENTS } from "./limits.ts";
import type { Deployment, Service, ServiceEvent, Task } from "./model.ts";

/** One of the sentences that AWS writes into a service's events. */
export type Message = string;

/** AWS's words: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
export const messages = {
  started: ({ name }: Service, tasks: readonly Task[]): Message =>
    `(service ${name}) has started ${tasks.length} tasks: ${taskList(tasks)}.`,
  stopped: ({ name }: Service, tasks: readonly Task[]): Message =>
    `(service ${name}) has stopped ${tasks.length} running tasks: ${taskList(tasks)}.`,
  steady: ({ name }: Service): Message => `(service ${name}) has reached a steady state.`,
  deploymentCompleted: ({ name }: Service, { id }: Deployment): Message =>
    `(service ${name}) (deployment ${id}) deployment completed.`,
  throttled: ({ name }: Service): Message => `(service ${name}) is unable to consistently start tasks successfully.`,
};

/** The service with newer events, the oldest dropped. An event that only repeats the last one is omitted, as on AWS. */
export function addMessages(service: Service, said: readonly Message[], now: number): Service {
  if (said.length === 0) return service;
  const [last] = service.events;
  const fresh = said.filter((message, index) => index > 0 || message !== last?.message);
  const added = fresh.map(
    (message, index): ServiceEvent => ({ id: eventId(service, now, index), createdAt: now, message }),
  );
  return { ...service, events: [...added.reverse(), ...service.events].slice(0, MAX_SERVICE_EVENTS) };
}

/** Unique within the service, and needs no chance: the count of events so far tells two of one instant apart. */
function eventId({ events, createdAt }: Service, now: number, index: number): string {
  return `${createdAt.toString(16)}-${now.toString(16)}-${events.length + index}`;
}

function taskList(tasks: readonly Task[]): string {
  return tasks.map(({ id }) => `(task ${id})`).join(" ");
}
