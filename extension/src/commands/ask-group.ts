import type { Queue, Topic } from "../api/operations.ts";
import { askText, choose, notEmpty } from "./ask.ts";

export interface Group {
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

/** What a message to a FIFO queue or topic says besides its text; nothing for others; undefined when the person went away. */
export async function askGroup(
  title: string,
  { fifo, contentBasedDeduplication }: Pick<Queue | Topic, "fifo" | "contentBasedDeduplication">,
): Promise<Group | undefined> {
  if (!fifo) return {};
  const groupId = await askText({
    title,
    prompt: "Its group: messages of one group come one after the other",
    value: "group-1",
    check: notEmpty,
  });
  if (groupId === undefined) return undefined;
  if (contentBasedDeduplication) return { groupId };
  const prompt = "Its deduplication id: the same one within 5 minutes counts once";
  const deduplicationId = await askText({ title, prompt, check: notEmpty });
  return deduplicationId === undefined ? undefined : { groupId, deduplicationId };
}

/** What makes two messages of a FIFO queue or topic one. */
export function askDeduplication(title: string): Promise<{ readonly contentBasedDeduplication: boolean } | undefined> {
  return choose(title, [
    {
      label: "By content",
      description: "the same text within 5 minutes counts once",
      value: { contentBasedDeduplication: true },
    },
    {
      label: "By an id",
      description: "each message brings its deduplication id",
      value: { contentBasedDeduplication: false },
    },
  ]);
}
