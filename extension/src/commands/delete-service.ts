import { confirm } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickService } from "./pick-service.ts";

export const deleteService: Command = {
  name: "deleteService",
  async run(context, node) {
    const service = await pickService("Delete Service", context, node);
    if (!service) return;
    const { name, cluster } = service;
    if (!(await confirm(`Delete the service ${name}?`, "Its tasks are stopped.", "Delete"))) return;
    const query = { cluster, force: "true" } as const;
    await context.busy(() => context.client.call("deleteService", { path: { service: name }, query }));
  },
};
