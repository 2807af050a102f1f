/*
 * What serverless-offline calls: the packaged functions, with each request as a load balancer would have told it. front.ts makes it
 * take every body for bytes, one character each, and carry the address in a header.
 */
import { queryValues } from "../local/incoming-event.ts";
import { URL_HEADER } from "./front.ts";

/** @param {import("../alb.ts").AlbEvent} event */
function mended(event) {
  const headers = { ...event.multiValueHeaders };
  const url = headers[URL_HEADER]?.at(-1) ?? event.path;
  delete headers[URL_HEADER];
  const mark = url.indexOf("?");
  const restated = {
    ...event,
    path: mark === -1 ? url : url.slice(0, mark),
    multiValueQueryStringParameters: mark === -1 ? {} : queryValues(url.slice(mark + 1)),
    multiValueHeaders: headers,
  };
  if (!event.body) return restated;
  return { ...restated, body: Buffer.from(event.body, "latin1").toString("base64"), isBase64Encoded: true };
}

/** @param {string} name */
function packaged(name) {
  return import(`../../dist/functions/${name}.mjs`);
}

/** @param {string} name */
function rest(name) {
  /** @param {import("../alb.ts").AlbEvent} event */
  return async (event) => (await packaged(name)).handler(mended(event));
}

/** @param {string} name */
function job(name) {
  /** @param {unknown} event */
  return async (event) => (await packaged(name)).handler(event);
}

export const buckets = rest("buckets");
export const topics = rest("topics");
export const queues = rest("queues");
export const tasks = rest("tasks");
export const playground = rest("playground");
export const aws = rest("aws");
export const worker = job("worker");
export const sweep = job("sweep");
