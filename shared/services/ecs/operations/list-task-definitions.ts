import type { ListTaskDefinitionsRequest, ListTaskDefinitionsResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { definitionArn } from "../address.ts";
import { invalidParameter } from "../errors.ts";
import { listPage } from "../paging.ts";
import { definitionFromRow, definitionsPartition, definitionsPrefix } from "../table.ts";

/** By family, then revision. `familyPrefix` is a whole family's name, as on AWS. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html */
export const listTaskDefinitions = operation<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse>()({
  service: "ecs",
  name: "ListTaskDefinitions",

  async prefetch(input, tools) {
    const { familyPrefix: family, status = "ACTIVE", sort = "ASC" } = input;
    if (status !== "ACTIVE" && status !== "INACTIVE") throw invalidParameter("status must be ACTIVE or INACTIVE.");
    const query = {
      ...definitionsPartition(tools.context, tools.context, status),
      ...(family === undefined ? {} : { prefix: definitionsPrefix(family) }),
      reverse: sort === "DESC",
    };
    return listPage(query, input, tools);
  },

  commit({ rows, next }, _input, context) {
    const arns = rows.map(definitionFromRow).map(({ family, revision }) => definitionArn(context, family, revision));
    return { output: { taskDefinitionArns: arns, ...next } };
  },
});
