import { confirm } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickObject } from "./pick.ts";

export const deleteObject: Command = {
  name: "deleteObject",
  async run(context, node) {
    const found = await pickObject("Delete Object", context, node);
    if (!found) return;
    const { bucket, key } = found;
    if (!(await confirm(`Delete ${key}?`, `From the bucket ${bucket.name}.`, "Delete"))) return;
    const path = { bucket: bucket.name, key };
    await context.busy(() => context.client.call("deleteObject", { path, query: { region: bucket.region } }));
  },
};
