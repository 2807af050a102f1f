import type { PublishResponse } from "@aws-sdk/client-sns";
import { z } from "zod";
import { type Route, route } from "../service.ts";
import { publish } from "./operations/publish.ts";
import { publishBatch } from "./operations/publish-batch.ts";
import { arnOf, toPublication } from "./rest-mapping.ts";
import * as schemas from "./rest-schemas-messages.ts";

const params = z.strictObject({ topic: z.string() });

export const messageRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/v1/topics/{topic}/messages",
    id: "publish",
    summary: "Publish a message to everybody who has subscribed and wants it",
    params,
    body: schemas.newMessage,
    response: {
      status: 202,
      description: "Taken; the events of the answer's x-amzn-trace-id tell who got it",
      schema: schemas.published,
    },
    async handle(request, api) {
      const TopicArn = arnOf(request.params.topic, request);
      const taken = await api.call(publish, { TopicArn, ...toPublication(request.body) });
      return { status: 202, json: fromTaken(taken) };
    },
  }),
  route({
    method: "POST",
    path: "/v1/topics/{topic}/messages/batch",
    id: "publishBatch",
    summary: "Publish up to ten messages",
    params,
    body: schemas.newMessages,
    response: { status: 202, description: "What was taken and what was not", schema: schemas.publishedBatch },
    async handle(request, api) {
      const { Successful = [], Failed = [] } = await api.call(publishBatch, {
        TopicArn: arnOf(request.params.topic, request),
        PublishBatchRequestEntries: request.body.entries.map((entry, index) => ({
          Id: entry.id ?? String(index),
          ...toPublication(entry),
        })),
      });
      const successful = Successful.map(({ Id = "", ...taken }) => ({ id: Id, ...fromTaken(taken) }));
      const failed = Failed.map(({ Id = "", Code = "", Message = "" }) => ({ id: Id, code: Code, detail: Message }));
      return { status: 202, json: { successful, failed } };
    },
  }),
];

function fromTaken({ MessageId = "", SequenceNumber }: PublishResponse): z.input<typeof schemas.published> {
  return { messageId: MessageId, ...(SequenceNumber === undefined ? {} : { sequenceNumber: SequenceNumber }) };
}
