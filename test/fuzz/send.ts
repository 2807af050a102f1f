import { validateHeaderName, validateHeaderValue } from "node:http";
import type { AlbEvent, AlbResult } from "../../functions/alb.ts";
import { queryValues } from "../../functions/local/incoming-event.ts";
import { collect, wholeBytes } from "../../shared/core/bytes.ts";
import { parseXml } from "../../shared/protocols/xml/parse.ts";
import { Meter } from "./meter.ts";
import type { Sent } from "./sent.ts";
import type { FuzzWorld } from "./world.ts";

export interface Outcome {
  readonly status: number;
  readonly body: string;
  /** What is wrong with the answer, or with how it came about; empty for a good one. */
  readonly problems: readonly string[];
  /** Of the processor, in milliseconds: what others do on the machine is not in it. */
  readonly cpu: number;
}

/** More than any one request may cost. */
const MAX_CPU_MILLISECONDS = 1000;
/** A request that waits is a long poll: the clock is moved on for it, further than any poll goes. */
const STEP_MILLISECONDS = 1000;
const PATIENT_TURNS = 20;
const MAX_TURNS = 2000;

const meter = new Meter();

/** Sends a request to the door, and looks at everything that comes of it. */
export async function send(sent: Sent, world: FuzzWorld): Promise<Outcome> {
  meter.begin();
  world.bugs.length = 0;
  const running = answer(sent, world);
  let done = false;
  const settled = running.then(
    () => {
      done = true;
    },
    () => {
      done = true;
    },
  );
  for (let turn = 0; !done && turn < MAX_TURNS; turn += 1) {
    await Promise.race([settled, new Promise((resolve) => setImmediate(resolve))]);
    if (!done && turn > PATIENT_TURNS) world.clock.advance(STEP_MILLISECONDS);
  }
  if (!done) return { status: 0, body: "", problems: ["it hangs"], cpu: 0 };
  const cpu = meter.end();
  const result = await running;
  const slow = cpu > MAX_CPU_MILLISECONDS ? [`it took ${Math.round(cpu)} ms of the processor`] : [];
  return { ...result, problems: [...result.problems, ...world.bugs, ...slow], cpu };
}

async function answer(sent: Sent, { handle }: FuzzWorld): Promise<Omit<Outcome, "cpu">> {
  try {
    const result = await handle(eventOf(sent));
    const body = await bodyOf(result);
    return { status: result.statusCode, body, problems: problemsOf(result, body) };
  } catch (error) {
    return { status: 0, body: "", problems: [`it throws ${error instanceof Error ? error.stack : error}`] };
  }
}

function eventOf({ method, path, query, headers, body }: Sent): AlbEvent {
  const named = Object.entries(headers).filter(([name]) => /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name));
  return {
    requestContext: { elb: { targetGroupArn: "fuzz" } },
    httpMethod: method,
    path,
    multiValueQueryStringParameters: queryValues(query),
    // As the local server has them: no prototype.
    headers: Object.assign(Object.create(null), Object.fromEntries(named)),
    body: null,
    isBase64Encoded: false,
    bodyStream: body.length % 2 === 0 ? wholeBytes(body) : inTwoPieces(body),
    peerAddress: "127.0.0.1",
  };
}

/** So that readers see a border. */
async function* inTwoPieces(body: Uint8Array): AsyncGenerator<Uint8Array> {
  const half = Math.floor(body.length / 2);
  if (half > 0) yield body.subarray(0, half);
  if (body.length > 0) yield body.subarray(half);
}

async function bodyOf({ body, bodyStream, isBase64Encoded }: AlbResult): Promise<string> {
  if (bodyStream) return Buffer.from(await collect(bodyStream)).toString("utf8");
  return Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8").toString("utf8");
}

function problemsOf({ statusCode, multiValueHeaders = {} }: AlbResult, body: string): string[] {
  const problems: string[] = [];
  if (statusCode >= 500 && statusCode !== 501) problems.push(`the status is ${statusCode}: ${body.slice(0, 300)}`);
  for (const [name, values = []] of Object.entries(multiValueHeaders)) {
    try {
      validateHeaderName(name);
      for (const value of values) validateHeaderValue(name, String(value));
    } catch (error) {
      problems.push(`no HTTP server can send the header ${name}: ${String(error)}`);
    }
  }
  const type = String(multiValueHeaders["Content-Type"]?.[0] ?? "");
  // An object may say that it is XML or JSON, and be none. All services but S3 name their requests so.
  const own = statusCode >= 400 || multiValueHeaders["x-amzn-requestid"] !== undefined;
  if (own && body !== "") problems.push(...unreadable(type, body));
  return problems;
}

function unreadable(type: string, body: string): string[] {
  try {
    if (type.includes("json")) JSON.parse(body);
    else if (type.includes("xml")) parseXml(body);
    return [];
  } catch (error) {
    return [`the answer is no ${type}: ${String(error)}: ${body.slice(0, 300)}`];
  }
}
