import { expect, test } from "vitest";
import { describeFailure, runCampaign } from "../fuzz/campaign.ts";

/*
 * Requests that clients send, with bytes changed, doubled, dropped: whatever comes of it, it is no bug of ours. A few thousand here, to
 * see it in every run; test/slow/fuzz.test.ts sends many more, and test/fuzz/run.ts as many as one likes.
 */
const COUNT = 500;

test.each(["json-1.0", "json-1.1", "query", "rest-xml"] as const)(
  `${COUNT} mutated requests of %s are answered without a bug`,
  async (protocol) => {
    const campaign = await runCampaign({ protocol, seed: 20_260_101, count: COUNT });
    expect(campaign.failures.map((failure) => describeFailure(campaign, failure))).toEqual([]);
    // Not everything is refused: requests reach the operations too.
    expect(campaign.statuses.get(200) ?? 0).toBeGreaterThan(COUNT / 20);
  },
);
