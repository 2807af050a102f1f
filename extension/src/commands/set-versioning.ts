import { choose } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickBucket } from "./pick.ts";

export const setVersioning: Command = {
  name: "setVersioning",
  async run(context, node) {
    const bucket = await pickBucket("Change Versioning", context, node);
    if (!bucket) return;
    const { name, region } = bucket;
    const at = { path: { bucket: name }, query: { region } };
    const { versioning } = await context.client.call("getBucket", at);
    const status = await choose<"enabled" | "suspended">(`Versioning of ${name} is ${versioning}`, [
      { label: "Enable", description: "every put and delete keeps what was there", value: "enabled" },
      { label: "Suspend", description: "what is there stays; a new put replaces the null version", value: "suspended" },
    ]);
    if (status) await context.busy(() => context.client.call("putVersioning", { ...at, body: { status } }));
  },
};
