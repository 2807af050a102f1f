import type { DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { definitionNotFound } from "../errors.ts";
import { checkInclude, ownDefinition } from "../identifier.ts";
import { findDefinition } from "../stored.ts";
import { definitionView, type PlaygroundTaskDefinition } from "../views.ts";

export interface DescribeTaskDefinitionOutput extends DescribeTaskDefinitionResponse {
  readonly taskDefinition: PlaygroundTaskDefinition;
}

/** By family (its latest ACTIVE revision), family:revision or ARN. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html */
export const describeTaskDefinition = operation<DescribeTaskDefinitionRequest, DescribeTaskDefinitionOutput>()({
  service: "ecs",
  name: "DescribeTaskDefinition",

  async prefetch({ taskDefinition = "", include }, tools) {
    checkInclude(include, ["TAGS"]);
    const address = ownDefinition(taskDefinition, tools.context);
    const stored = address && (await findDefinition(address, tools.context, tools));
    if (!stored) throw definitionNotFound("Unable to describe task definition.");
    return stored.definition;
  },

  commit(definition, { include = [] }) {
    const tags = include.includes("TAGS") ? { tags: [...definition.tags] } : {};
    return { output: { taskDefinition: definitionView(definition), ...tags } };
  },
});
