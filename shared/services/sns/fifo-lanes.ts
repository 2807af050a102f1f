import type { RequestContext } from "../service.ts";
import { groupOf } from "./table-fifo.ts";

/*
 * Publications to a group of a FIFO topic, and its fan-out, all write the group's row. Within a process one after the other does,
 * so that many publishers to one group don't get into each other's way.
 */

export function publishingLanes(
  topicArn: string | undefined,
  groupIds: readonly (string | undefined)[],
  context: RequestContext,
): readonly string[] {
  if (!topicArn?.endsWith(".fifo")) return [];
  const groups = new Set(groupIds.flatMap((id) => (id ? [groupOf(id)] : [])));
  return [...groups].map((group) => groupLane(topicArn, group, context));
}

export function groupLane(topicArn: string, group: string, { root }: Pick<RequestContext, "root">): string {
  return `${root}/sns/${topicArn} ${group}`;
}
