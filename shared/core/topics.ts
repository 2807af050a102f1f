/* What waiting requests are woken by, besides ARNs of resources. */

/** Wakes every waiting request of a playground: its clock was moved. */
export function clockTopic(playground: string): string {
  return `clock:${playground}`;
}

/** Wakes who follows the journal of a playground. */
export function eventsTopic(root: string): string {
  return `events:${root}`;
}

/** Wakes who waits for mail. */
export function inboxTopic(root: string): string {
  return `inbox:${root}`;
}
