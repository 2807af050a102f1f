import { confirm } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickBucket } from "./pick.ts";

export const deleteBucket: Command = {
  name: "deleteBucket",
  async run(context, node) {
    const bucket = await pickBucket("Delete Bucket", context, node);
    if (!bucket) return;
    const { name, region } = bucket;
    if (!(await confirm(`Delete the bucket ${name}?`, "As on AWS, only an empty bucket can be deleted.", "Delete")))
      return;
    await context.busy(() => context.client.call("deleteBucket", { path: { bucket: name }, query: { region } }));
  },
};
