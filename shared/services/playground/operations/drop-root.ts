import { arn } from "../../../core/arn.ts";
import { operation } from "../../service.ts";

/** Removes what a reset left behind. The effect that a reset stores; it may run twice. */
export const dropRoot = operation<{ readonly root: string }, Record<string, never>>()({
  service: "playground",
  name: "DropRoot",
  internal: true,
  prefetch: async () => undefined,
  commit(_state, { root }, { playground, account, region }) {
    const resource = arn({ service: "playground", region, account, resource: playground });
    return {
      async call(outside) {
        await outside.dropRoot(root);
        return {
          output: {},
          events: [{ type: "playground.reset", resource, text: "the playground was reset: everything is new" }],
        };
      },
    };
  },
});
