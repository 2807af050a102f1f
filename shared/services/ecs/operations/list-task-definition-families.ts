import type { ListTaskDefinitionFamiliesRequest, ListTaskDefinitionFamiliesResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { invalidParameter } from "../errors.ts";
import type { Family } from "../model.ts";
import { listPage } from "../paging.ts";
import { familiesPartition, familyFromRow } from "../table.ts";

const STATUSES: readonly string[] = ["ACTIVE", "INACTIVE", "ALL"];

/** A family is ACTIVE while one of its revisions is. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitionFamilies.html */
export const listTaskDefinitionFamilies = operation<
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionFamiliesResponse
>()({
  service: "ecs",
  name: "ListTaskDefinitionFamilies",

  async prefetch(input, tools) {
    const { familyPrefix: prefix = "", status = "ACTIVE" } = input;
    if (!STATUSES.includes(status)) throw invalidParameter("status must be ACTIVE, INACTIVE or ALL.");
    return listPage({ ...familiesPartition(tools.context, tools.context), prefix }, input, tools, {
      keep: (row) => isListed(familyFromRow(row), status),
    });
  },

  commit({ rows, next }) {
    return { output: { families: rows.map(({ sort }) => sort), ...next } };
  },
});

function isListed({ lastRevision, activeRevisions, deletedRevisions = 0 }: Family, status: string): boolean {
  if (deletedRevisions === lastRevision) return false;
  return status === "ALL" || (status === "ACTIVE") === activeRevisions > 0;
}
