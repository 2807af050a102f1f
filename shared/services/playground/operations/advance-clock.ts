import { arn } from "../../../core/arn.ts";
import { seconds } from "../../../core/time.ts";
import { operation } from "../../service.ts";

/** Moves playground time on: timeouts end, delays are over, what comes due happens in order, and whoever waits looks again. */
export const advanceClock = operation<{ readonly advanceSeconds: number }, { readonly now: number }>()({
  service: "playground",
  name: "AdvanceClock",
  // A repeat under the same Idempotency-Key finds the answer of the first instead of moving the clock beside it.
  lanes: (_input, { root }) => [`${root}/advance`],
  prefetch: async () => undefined,
  commit(_state, { advanceSeconds }, { playground, account, region }) {
    const resource = arn({ service: "playground", region, account, resource: playground });
    const text = `the clock went on by ${advanceSeconds} s`;
    return {
      async call(outside) {
        const now = await outside.advanceClock(seconds(advanceSeconds));
        return { output: { now }, events: [{ type: "clock.advanced", resource, text }] };
      },
    };
  },
});
