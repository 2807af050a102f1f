import type { ReadTools } from "../service.ts";
import type { Topic } from "./model.ts";
import { cutPage, type PageRequest, pageQuery } from "./page.ts";
import { accountPrefix, topicFromRow, topicsPartition } from "./table.ts";

export interface TopicPage {
  readonly topics: readonly Topic[];
  readonly next: { readonly NextToken?: string };
}

/** An account's topics in the order of region and name; region `*` lists them all. */
export async function readTopicPage(request: PageRequest, { store, context }: ReadTools): Promise<TopicPage> {
  const found = await store.query({
    ...topicsPartition(context),
    prefix: accountPrefix(context),
    ...pageQuery(request),
  });
  const { rows, next } = cutPage(found, request);
  return { topics: rows.map(topicFromRow), next };
}
