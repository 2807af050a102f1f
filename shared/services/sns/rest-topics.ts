import { z } from "zod";
import { type RestApi, type Route, route } from "../service.ts";
import { createTopic } from "./operations/create-topic.ts";
import { deleteTopic } from "./operations/delete-topic.ts";
import { describeTopics } from "./operations/describe-topics.ts";
import { setTopicAttributes } from "./operations/set-topic-attributes.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { untagResource } from "./operations/untag-resource.ts";
import { arnOf, fromTopic, toTopicAttributes } from "./rest-mapping.ts";
import * as schemas from "./rest-schemas.ts";

const params = z.strictObject({ topic: z.string() });

export const topicRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/topics",
    id: "listTopics",
    summary: "List topics with their numbers of subscriptions",
    query: schemas.listQuery,
    allRegions: true,
    response: { status: 200, description: "A page of topics", schema: schemas.topics },
    async handle(request, api) {
      const { limit, nextToken } = request.query;
      const page = await api.call(describeTopics, { MaxResults: limit, NextToken: nextToken });
      const topics = page.Topics.map(({ topic, counts }) => fromTopic(topic, counts));
      return { status: 200, json: { topics, ...(page.NextToken ? { nextToken: page.NextToken } : {}) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/topics",
    id: "createTopic",
    summary: "Create a topic",
    body: schemas.newTopic,
    response: { status: 201, description: "The topic", schema: schemas.topic },
    async handle(request, api) {
      const { name, tags = {}, ...settings } = request.body;
      const { TopicArn = "" } = await api.call(createTopic, {
        Name: name,
        Attributes: toTopicAttributes(settings),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      });
      return { status: 201, json: await describeOne(TopicArn, api) };
    },
  }),
  route({
    method: "GET",
    path: "/v1/topics/{topic}",
    id: "getTopic",
    summary: "Show a topic with its numbers of subscriptions",
    params,
    response: { status: 200, description: "The topic", schema: schemas.topic },
    async handle(request, api) {
      return { status: 200, json: await describeOne(arnOf(request.params.topic, request), api) };
    },
  }),
  route({
    method: "PATCH",
    path: "/v1/topics/{topic}",
    id: "updateTopic",
    summary: "Change a topic's display name, policies, tags or how it finds duplicates",
    params,
    body: schemas.topicChange,
    response: { status: 200, description: "The topic as it is now", schema: schemas.topic },
    async handle(request, api) {
      const TopicArn = arnOf(request.params.topic, request);
      const { tags = {}, ...settings } = request.body;
      const Attributes = toTopicAttributes(settings);
      if (Object.keys(Attributes).length > 0) await api.call(setTopicAttributes, { TopicArn, Attributes });
      await changeTags(TopicArn, tags, api);
      return { status: 200, json: await describeOne(TopicArn, api) };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/topics/{topic}",
    id: "deleteTopic",
    summary: "Delete a topic and its subscriptions; what is not there is deleted already",
    params,
    response: { status: 204, description: "Gone" },
    async handle(request, api) {
      await api.call(deleteTopic, { TopicArn: arnOf(request.params.topic, request) });
      return { status: 204 };
    },
  }),
];

async function changeTags(ResourceArn: string, tags: Readonly<Record<string, string | null>>, api: RestApi) {
  const named = Object.entries(tags);
  const Tags = named.flatMap(([Key, Value]) => (Value === null ? [] : [{ Key, Value }]));
  const TagKeys = named.flatMap(([key, value]) => (value === null ? [key] : []));
  if (Tags.length > 0) await api.call(tagResource, { ResourceArn, Tags });
  if (TagKeys.length > 0) await api.call(untagResource, { ResourceArn, TagKeys });
}

async function describeOne(TopicArn: string, api: RestApi) {
  const { Topics } = await api.call(describeTopics, { TopicArn });
  return Topics.map(({ topic, counts }) => fromTopic(topic, counts))[0];
}
