import type { ListTaskDefinitionsRequest, ListTaskDefinitionsResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { definitionArn } from "../address.ts";
import { invalidParameter } from "../errors.ts";
import { listPage } from "../paging.ts";
import { definitionFromRow, definitionsOf } from "../table.ts";
import { definitionView, type PlaygroundTaskDefinition } from "../views.ts";

const STATUSES: readonly string[] = ["ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS"];

/** Our own answer beside AWS's: the definitions themselves, so that REST need not read each one again. */
export interface ListTaskDefinitionsOutput extends ListTaskDefinitionsResponse {
  readonly taskDefinitions: PlaygroundTaskDefinition[];
}

/** By family, then revision. `familyPrefix` is a whole family's name, as on AWS. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html */
export const listTaskDefinitions = operation<ListTaskDefinitionsRequest, ListTaskDefinitionsOutput>()({
  service: "ecs",
  name: "ListTaskDefinitions",

  async prefetch(input, tools) {
    const { familyPrefix: family, status = "ACTIVE", sort = "ASC" } = input;
    if (!STATUSES.includes(status)) throw invalidParameter(`status must be ${STATUSES.join(" or ")}.`);
    const query = { ...definitionsOf(tools.context, tools.context, status, family), reverse: sort === "DESC" };
    return listPage(query, input, tools);
  },

  commit({ rows, next }) {
    const definitions = rows.map(definitionFromRow);
    const arns = definitions.map((definition) => definitionArn(definition, definition.family, definition.revision));
    return { output: { taskDefinitionArns: arns, taskDefinitions: definitions.map(definitionView), ...next } };
  },
});
