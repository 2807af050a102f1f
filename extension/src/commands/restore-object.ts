import type { ListedObject } from "../api/operations.ts";
import { askText, choose, wholeNumber } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickObject } from "./pick.ts";

/** A hundred years. */
const MAX_DAYS = 36_500;

type Tier = "Expedited" | "Standard" | "Bulk";

export const restoreObject: Command = {
  name: "restoreObject",
  async run(context, node) {
    const title = "Restore Archived Object";
    const archived = { that: "archived", fits: ({ restoration }: ListedObject) => restoration !== undefined };
    const found = await pickObject(title, context, node, archived);
    if (!found) return;
    const { bucket, key } = found;
    const days = await askText({
      title,
      prompt: `For how many days shall the copy of ${key} stay?`,
      value: "1",
      check: wholeNumber(1, MAX_DAYS),
    });
    if (days === undefined) return;
    const tier = await choose<Tier>(`How soon shall ${key} be readable?`, [
      { label: "Expedited", description: "within 5 minutes; not from DEEP_ARCHIVE", value: "Expedited" },
      { label: "Standard", description: "within 5 hours, 12 from DEEP_ARCHIVE", value: "Standard" },
      { label: "Bulk", description: "within 12 hours, 48 from DEEP_ARCHIVE", value: "Bulk" },
    ]);
    if (!tier) return;
    const path = { bucket: bucket.name, key };
    const query = { region: bucket.region };
    await context.busy(() => context.client.call("restoreObject", { path, query, body: { days: Number(days), tier } }));
  },
};
