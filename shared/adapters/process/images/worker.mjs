/**
 * skyground/worker: takes messages from a queue, one at a time, works on them and deletes them. Its environment shows
 * at-least-once delivery at work: a message that isn't deleted, or is worked on for longer than the visibility timeout, comes
 * back; a worker that remembers what it has done isn't harmed by that.
 *
 * QUEUE the queue's name; SKYGROUND_URL and SKYGROUND_API_KEY where Skyground is; FORGET_TO_DELETE `1` never deletes,
 * `every:3` forgets every third message; IDEMPOTENT `1` remembers message ids; SLOW_SECONDS works so long on each message.
 */
import http from "node:http";
import https from "node:https";

const WAIT_SECONDS = 20;
const MAX_PAUSE_SECONDS = 10;
const MAX_REMEMBERED = 100_000;

const { QUEUE: queue, SKYGROUND_URL: base, SKYGROUND_API_KEY: apiKey, AWS_REGION: region } = process.env;
const idempotent = isOn(process.env.IDEMPOTENT);
const slowSeconds = Number(process.env.SLOW_SECONDS ?? 0);
const forgetEvery = period(process.env.FORGET_TO_DELETE ?? "");
const stopping = new AbortController();
/** @type {Set<string>} */
const done = new Set();
let received = 0;

if (!queue || !base || !URL.canParse(base))
  fail("QUEUE (a queue's name) and SKYGROUND_URL (where Skyground is) must be set");
if (!(slowSeconds >= 0 && slowSeconds <= 43_200)) fail("SLOW_SECONDS must be a number of seconds from 0 to 43200");
if (forgetEvery === undefined) fail("FORGET_TO_DELETE must be 1 (always), 0 (never) or every:N");

process.on("SIGTERM", () => {
  console.log("got SIGTERM: finishing the message at hand, then exiting");
  stopping.abort();
});

console.log(`worker takes messages from queue ${queue} at ${base}`);
for (let failures = 0; !stopping.signal.aborted; ) {
  try {
    await takeOne();
    failures = 0;
  } catch (error) {
    if (stopping.signal.aborted) break;
    failures += 1;
    const seconds = Math.min(2 ** (failures - 1), MAX_PAUSE_SECONDS);
    console.log(`${reason(error)}: trying again in ${seconds} s`);
    await pause(seconds, stopping.signal);
  }
}
process.exit(0);

/** @typedef {{ messageId: string, receiptHandle: string, receiveCount: number, shard?: number | string }} Message */

async function takeOne() {
  const { messages } = await call("POST", "messages/receive", { max: 1, waitSeconds: WAIT_SECONDS }, stopping.signal);
  for (const message of /** @type {Message[]} */ (messages ?? [])) {
    received += 1;
    await work(message);
  }
}

/** @param {Message} message */
async function work({ messageId, receiptHandle, receiveCount, shard }) {
  const name = `message ${messageId} (receive count ${receiveCount}, shard ${shard ?? "unknown"})`;
  if (idempotent && done.has(messageId)) {
    await remove(receiptHandle);
    console.log(`${name}: already done, skipped and deleted`);
    return;
  }
  if (slowSeconds > 0) {
    console.log(`works on ${messageId} for ${slowSeconds} s`);
    await pause(slowSeconds);
  }
  remember(messageId);
  if (forgetEvery && received % forgetEvery === 0) {
    console.log(`${name}: done, but forgot to delete it: it comes back when its visibility timeout ends`);
    return;
  }
  await remove(receiptHandle);
  console.log(`${name}: done and deleted`);
}

/** @param {string} receiptHandle */
function remove(receiptHandle) {
  return call("DELETE", `messages/${encodeURIComponent(receiptHandle)}`);
}

/** @param {string} messageId */
function remember(messageId) {
  done.add(messageId);
  const [oldest] = done;
  if (done.size > MAX_REMEMBERED && oldest !== undefined) done.delete(oldest);
}

/**
 * Asks Skyground's REST API about the queue. Rejects with a sentence for every answer but 2xx.
 *
 * @param {string} method
 * @param {string} path below the queue
 * @param {object} [body]
 * @param {AbortSignal} [signal]
 * @returns {Promise<Record<string, unknown>>}
 */
async function call(method, path, body, signal) {
  const url = new URL(`/v1/queues/${encodeURIComponent(queue ?? "")}/${path}`, base);
  if (region) url.searchParams.set("region", region);
  const headers = {
    ...(body ? { "content-type": "application/json" } : {}),
    ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
  };
  const { request } = url.protocol === "https:" ? https : http;
  const response = await new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, ...(signal ? { signal } : {}) }, resolve);
    outgoing.on("error", reject);
    outgoing.end(body ? JSON.stringify(body) : undefined);
  });
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  if (response.statusCode < 300) return text === "" ? {} : JSON.parse(text);
  throw new Error(`Skyground answered ${response.statusCode} ${text.trim()}`);
}

/** @param {unknown} error */
function reason(error) {
  if (error instanceof Error && "code" in error) return `cannot reach Skyground at ${base} (${error.code})`;
  return error instanceof Error ? error.message : String(error);
}

/**
 * Every how many messages one is forgotten: 0 for none, undefined for what can't be read.
 *
 * @param {string} text
 */
function period(text) {
  if (text === "" || text === "0" || text === "false") return 0;
  if (isOn(text)) return 1;
  const [, count] = /^every:([1-9][0-9]{0,5})$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count);
}

/** @param {string | undefined} text */
function isOn(text) {
  return text === "1" || text === "true";
}

/**
 * @param {number} seconds
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
function pause(seconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener("abort", () => [clearTimeout(timer), resolve()], { once: true });
  });
}

/** @param {string} sentence */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
