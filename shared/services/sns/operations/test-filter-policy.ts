import { operation } from "../../service.ts";
import { invalidParameter } from "../errors.ts";
import { matchFilter } from "../fan-out.ts";
import { parseFilterPolicy } from "../filter-policy/parse.ts";
import type { FilterPolicyScope } from "../model.ts";
import { type Publication, readPublication } from "../publication.ts";

export type TestFilterPolicyRequest = Publication & {
  readonly FilterPolicy: string;
  readonly FilterPolicyScope: FilterPolicyScope;
};

/** Whether a filter policy lets a message through. AWS has no such operation. */
export const testFilterPolicy = operation<TestFilterPolicyRequest, { readonly Reason?: string }>()({
  service: "sns",
  name: "TestFilterPolicy",

  async prefetch(input) {
    const { FilterPolicy, FilterPolicyScope } = input;
    parseFilterPolicy(FilterPolicy, FilterPolicyScope, (reason) =>
      invalidParameter(`FilterPolicy: ${reason}`, "filter-policy"),
    );
    return readPublication(input, {});
  },

  commit(message, { FilterPolicy, FilterPolicyScope }) {
    const filter = { protocol: "sqs", filterPolicy: FilterPolicy, filterPolicyScope: FilterPolicyScope } as const;
    const verdict = matchFilter(filter, message);
    return { output: verdict.matches ? {} : { Reason: verdict.reason } };
  },
});
