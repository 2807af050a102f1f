import type { DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { parseDefinition } from "../address.ts";
import { definitionNotFound } from "../errors.ts";
import { findDefinition } from "../stored.ts";
import { definitionView, type PlaygroundTaskDefinition } from "../views.ts";

export interface DescribeTaskDefinitionOutput extends DescribeTaskDefinitionResponse {
  readonly taskDefinition: PlaygroundTaskDefinition;
}

/** By family (its latest ACTIVE revision), family:revision or ARN. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html */
export const describeTaskDefinition = operation<DescribeTaskDefinitionRequest, DescribeTaskDefinitionOutput>()({
  service: "ecs",
  name: "DescribeTaskDefinition",

  async prefetch({ taskDefinition = "" }, tools) {
    const address = parseDefinition(taskDefinition);
    const stored = address && (await findDefinition(address, tools.context, tools));
    if (!stored) throw definitionNotFound("Unable to describe task definition.");
    return stored.definition;
  },

  commit(definition, { include = [] }) {
    const tags = include.includes("TAGS") ? { tags: [...definition.tags] } : {};
    return { output: { taskDefinition: definitionView(definition), ...tags } };
  },
});
