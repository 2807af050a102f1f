import { operation } from "../../service.ts";

/** Takes everything away: resources, messages, objects, tasks, events, mail. The clock stays where it is. */
export const resetPlayground = operation<Record<string, never>, Record<string, never>>()({
  service: "playground",
  name: "ResetPlayground",
  prefetch: async () => undefined,
  commit: () => ({
    async call(outside) {
      const output = {};
      await outside.reset(output);
      return { output };
    },
  }),
});
