import { z } from "zod";
import { DEFAULT_LIST_LIMIT, MAX_LIST_LIMIT } from "../../core/limits.ts";
import { iso } from "../../core/time.ts";
import type { Delivered } from "../../ports/delivery-gateway.ts";
import { type Route, route } from "../service.ts";
import { MAX_ADVANCE_SECONDS, MAX_POSITION_LENGTH, MAX_WAIT_SECONDS } from "./limits.ts";
import { advanceClock } from "./operations/advance-clock.ts";
import { getClock } from "./operations/get-clock.ts";
import { readEvents } from "./operations/read-events.ts";
import { readInbox } from "./operations/read-inbox.ts";
import { resetPlayground } from "./operations/reset-playground.ts";
import { docRoutes } from "./rest-docs.ts";

const instant = z.iso.datetime();
const limit = z.coerce.number().int().min(1).max(MAX_LIST_LIMIT).default(DEFAULT_LIST_LIMIT);
const waitSeconds = z.coerce
  .number()
  .int()
  .min(0)
  .max(MAX_WAIT_SECONDS)
  .default(0)
  .describe("How long to wait when there is nothing yet: a long poll");

/** The id of an event or the place of a delivery; stores look for it among their keys, which are as short. */
const position = z.string().max(MAX_POSITION_LENGTH);

const clock = z
  .strictObject({
    now: instant.describe("Playground time: what timeouts, delays and retention follow"),
    wallNow: instant.describe("The time on the wall"),
    aheadSeconds: z.number().describe("How far the playground is ahead of the wall"),
  })
  .meta({ id: "Clock" });

const event = z
  .strictObject({
    id: z.string(),
    at: instant,
    type: z.string(),
    resource: z.string(),
    text: z.string().describe("What happened, for a person"),
    traceId: z.string(),
    detail: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: "Event" });

const deliveryKind = z.enum(["email", "sms", "http", "push"]);

const delivery = z
  .strictObject({
    id: z.string(),
    deliveryId: z.string().describe("The same for every try"),
    kind: deliveryKind,
    to: z.string().describe("An e-mail address, a phone number, a URL or an app's endpoint"),
    from: z.string(),
    subject: z.string().optional(),
    text: z.string().describe("The text of a mail, an SMS or a push, the body of a POST; cut when it is very long"),
    headers: z.record(z.string(), z.string()).optional().describe("Of a POST"),
    link: z.string().optional().describe("A link to follow, such as a subscription's confirmation"),
    attempt: z.number().int().optional().describe("Which try this is; tries that failed are kept, too"),
    outcome: z
      .strictObject({
        status: z
          .enum(["kept", "delivered", "failed"])
          .describe("kept: it lies here and goes no further; delivered: its receiver took it; failed: it didn't"),
        statusCode: z.number().int().optional().describe("What an HTTP endpoint answered"),
        reason: z.string().optional().describe("Why it failed"),
        answer: z.string().optional().describe("How the receiver's answer began"),
      })
      .describe("What became of it"),
    source: z.string(),
    traceId: z.string(),
    at: instant,
  })
  .meta({ id: "Delivery" });

export const routes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/playground",
    id: "getPlayground",
    summary: "Who am I, and what time is it here",
    response: {
      status: 200,
      description: "The playground as this caller sees it",
      schema: z.strictObject({
        name: z.string(),
        account: z.string(),
        region: z.string(),
        endpoint: z.string(),
        clock,
      }),
    },
    async handle({ playground, account, region, baseUrl }, api) {
      const reading = fromClock(await api.call(getClock, {}));
      return { status: 200, json: { name: playground, account, region, endpoint: baseUrl, clock: reading } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/playground/reset",
    id: "resetPlayground",
    summary: "Take everything away and start anew",
    response: { status: 204, description: "The playground is empty" },
    async handle(_request, api) {
      await api.call(resetPlayground, {});
      return { status: 204 };
    },
  }),
  route({
    method: "GET",
    path: "/v1/playground/clock",
    id: "getClock",
    summary: "What time it is in the playground",
    response: { status: 200, description: "Both times", schema: clock },
    async handle(_request, api) {
      return { status: 200, json: fromClock(await api.call(getClock, {})) };
    },
  }),
  route({
    method: "POST",
    path: "/v1/playground/clock",
    id: "advanceClock",
    summary: "Move the playground's clock on",
    body: z.strictObject({
      advanceSeconds: z
        .number()
        .min(0)
        .max(MAX_ADVANCE_SECONDS)
        .describe("The clock never goes back; at most a year at a time"),
    }),
    response: { status: 200, description: "Both times, after everything that came due has happened", schema: clock },
    async handle({ body }, api) {
      await api.call(advanceClock, body);
      return { status: 200, json: fromClock(await api.call(getClock, {})) };
    },
  }),
  route({
    method: "GET",
    path: "/v1/playground/events",
    id: "listEvents",
    summary: "The journal: what happened and why; follow it with after and waitSeconds",
    query: z.strictObject({
      after: position.optional().describe("Events behind this id: the last one that you have seen"),
      waitSeconds,
      trace: z.string().optional().describe("Only events of this trace: one request and all that came of it"),
      resource: z
        .string()
        .optional()
        .describe("Only events of this ARN; `*` at the end matches every ARN that begins so"),
      limit,
      order: z.enum(["asc", "desc"]).default("asc").describe("desc: newest first"),
    }),
    response: {
      status: 200,
      description: "Events, and the id to go on after",
      schema: z.strictObject({ events: z.array(event), after: z.string().optional() }),
    },
    async handle({ query }, api) {
      const { after, trace, resource, order } = query;
      const wanted = {
        after,
        traceId: trace,
        resource,
        limit: query.limit,
        reverse: order === "desc",
        waitSeconds: query.waitSeconds,
      };
      const { events } = await api.call(readEvents, wanted);
      const last = order === "asc" ? (events.at(-1)?.id ?? after) : undefined;
      const json = events.map((one) => ({ ...one, at: iso(one.at) }));
      return { status: 200, json: { events: json, ...(last === undefined ? {} : { after: last }) } };
    },
  }),
  route({
    method: "GET",
    path: "/v1/playground/inbox",
    id: "listInbox",
    summary: "E-mails, SMS and HTTP deliveries that left the playground",
    query: z.strictObject({
      kind: deliveryKind.optional(),
      to: z.string().optional().describe("Only to this address, number or URL"),
      waitSeconds,
      limit,
      order: z.enum(["asc", "desc"]).default("asc").describe("desc: newest first"),
      nextToken: position.optional().describe("From the page before; also to wait for what comes after it"),
    }),
    response: {
      status: 200,
      description: "Deliveries, oldest first; nextToken goes on behind the last",
      schema: z.strictObject({ deliveries: z.array(delivery), nextToken: z.string().optional() }),
    },
    async handle({ query }, api) {
      const { kind, to, nextToken, order } = query;
      const filter = { ...(kind ? { kind } : {}), ...(to ? { to } : {}), ...(nextToken ? { after: nextToken } : {}) };
      const { deliveries } = await api.call(readInbox, {
        ...filter,
        reverse: order === "desc",
        limit: query.limit,
        waitSeconds: query.waitSeconds,
      });
      const next = deliveries.at(-1)?.position ?? nextToken;
      return {
        status: 200,
        json: { deliveries: deliveries.map(fromDelivery), ...(next === undefined ? {} : { nextToken: next }) },
      };
    },
  }),
  ...docRoutes,
];

/** Tries of a delivery that failed have its id and their number, so that each entry has an id of its own. */
function fromDelivery({ root: _root, position: _position, id, at, ...one }: Delivered): z.input<typeof delivery> {
  const { attempt = 1, outcome } = one;
  return { ...one, id: outcome.status === "failed" ? `${id}#${attempt}` : id, deliveryId: id, at: iso(at) };
}

function fromClock({ now, wallNow }: { now: number; wallNow: number }): z.input<typeof clock> {
  return { now: iso(now), wallNow: iso(wallNow), aheadSeconds: (now - wallNow) / 1000 };
}
