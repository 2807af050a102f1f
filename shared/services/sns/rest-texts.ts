import { z } from "zod";
import { type Route, route } from "../service.ts";
import { listPhoneNumbersOptedOut } from "./operations/list-phone-numbers-opted-out.ts";
import { optInPhoneNumber } from "./operations/opt-in-phone-number.ts";
import { optOutPhoneNumber } from "./operations/opt-out-phone-number.ts";
import { publish } from "./operations/publish.ts";
import * as schemas from "./rest-schemas-messages.ts";

export const textRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/v1/text-messages",
    id: "sendTextMessage",
    summary: "Send a text message to one phone number, without a topic",
    body: schemas.newText,
    response: { status: 202, description: "Taken; it lands in the inbox", schema: schemas.published },
    async handle(request, api) {
      const { phoneNumber, message, senderId } = request.body;
      const sender = { "AWS.SNS.SMS.SenderID": { DataType: "String", StringValue: senderId } };
      const { MessageId = "" } = await api.call(publish, {
        PhoneNumber: phoneNumber,
        Message: message,
        ...(senderId === undefined ? {} : { MessageAttributes: sender }),
      });
      return { status: 202, json: { messageId: MessageId } };
    },
  }),
  route({
    method: "GET",
    path: "/v1/text-messages/opt-outs",
    id: "listOptOuts",
    summary: "List the phone numbers that want no more text messages",
    query: z.strictObject({ nextToken: z.string().optional() }),
    response: { status: 200, description: "A page of up to 100 numbers", schema: schemas.optOuts },
    async handle(request, api) {
      const { phoneNumbers = [], nextToken } = await api.call(listPhoneNumbersOptedOut, request.query);
      return { status: 200, json: { phoneNumbers, ...(nextToken === undefined ? {} : { nextToken }) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/text-messages/opt-outs",
    id: "optOut",
    summary: "Opt a phone number out, as if its owner had answered STOP",
    body: schemas.optOut,
    response: { status: 204, description: "Nothing more is sent to it" },
    async handle(request, api) {
      await api.call(optOutPhoneNumber, { PhoneNumber: request.body.phoneNumber });
      return { status: 204 };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/text-messages/opt-outs/{phoneNumber}",
    id: "optIn",
    summary: "Let text messages through to a phone number again",
    params: schemas.optOut,
    response: { status: 204, description: "It gets messages again" },
    async handle(request, api) {
      await api.call(optInPhoneNumber, { phoneNumber: request.params.phoneNumber });
      return { status: 204 };
    },
  }),
];
