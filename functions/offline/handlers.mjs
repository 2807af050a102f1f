/*
 * What serverless-offline calls: the packaged functions, with each request's body mended. serverless-offline 14 never says
 * isBase64Encoded and decodes bodies by their type; plugin.mjs makes it take every body for bytes, one character each.
 */

/** @param {import("../alb.ts").AlbEvent} event */
function mended(event) {
  if (!event.body) return event;
  return { ...event, body: Buffer.from(event.body, "latin1").toString("base64"), isBase64Encoded: true };
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
