/**
 * skyground/web: a small web app that says which task answers, and that can be made slow, sick, hungry or dead over HTTP, so
 * that a learner sees what the orchestrator and the load balancer do about it.
 */
import { createServer } from "node:http";

const MAX_BODY_BYTES = 64 * 1024;
const MAX_SECONDS = 300;
const MAX_MIB = 8192;
const STEP_MIB = 16;

const task = (process.env.SKYGROUND_TASK ?? "unknown").split("/").at(-1) ?? "";
const state = { requests: 0, slowSeconds: 0, sick: false, stopping: false };
/** @type {Buffer[]} */
let held = [];

const TRY = {
  slow: 'POST /slow {"seconds":2}, or GET /?seconds=2 for one answer',
  sick: 'POST /sick {"sick":true}: GET /health answers 503',
  hungry: 'POST /hungry {"mib":100}: holds so much memory; above the task\'s share it is killed',
  dead: 'POST /die {"exitCode":1}: exits',
};

class BadRequest extends Error {
  status = 400;
}

/** @type {Record<string, (input: Record<string, unknown>) => object | Promise<object>>} */
const CONTROLS = {
  "/slow": ({ seconds }) => {
    state.slowSeconds = number(seconds, "seconds", MAX_SECONDS);
    return { slowSeconds: state.slowSeconds };
  },
  "/sick": ({ sick = true }) => {
    if (typeof sick !== "boolean") throw new BadRequest('"sick" must be true or false.');
    state.sick = sick;
    return { sick };
  },
  "/hungry": ({ mib }) => hold(number(mib, "mib", MAX_MIB)),
  "/die": ({ exitCode = 1 }) => {
    const code = number(exitCode, "exitCode", 255);
    if (!Number.isInteger(code)) throw new BadRequest('"exitCode" must be a whole number.');
    return { exitCode: code };
  },
};

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    if (!(error instanceof BadRequest)) console.error(error);
    send(response, error instanceof BadRequest ? error.status : 500, { task, error: error.message });
  });
});

// HOST is set where the task has an address of its own, as on Fargate.
server.listen(Number(process.env.PORT ?? 80), process.env.HOST ?? "127.0.0.1", () => {
  console.log(`task ${task} listens on port ${process.env.PORT ?? 80}`);
});

process.on("SIGTERM", () => {
  console.log(`task ${task} got SIGTERM: finishing what it has begun, then exiting`);
  state.stopping = true;
  server.close(() => process.exit(0));
});

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
async function answer(request, response) {
  state.requests += 1;
  const { path, seconds } = target(request.url ?? "/");
  if (path === "/health") {
    return send(response, state.sick ? 503 : 200, { task, status: state.sick ? "sick" : "healthy" });
  }
  const control = CONTROLS[path];
  if (control) {
    if (request.method !== "POST") throw new BadRequest(`${path} takes a POST with JSON. GET / tells how.`);
    const done = await control(await json(request));
    if ("exitCode" in done) response.once("close", () => process.exit(Number(done.exitCode)));
    console.log(`POST ${path} ${JSON.stringify(done)}`);
    return send(response, 200, { task, ...done });
  }
  request.resume();
  await pause(seconds ?? state.slowSeconds);
  send(response, 200, about(request, path));
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {string} path
 */
function about({ headers, method, socket }, path) {
  return {
    task,
    host: headers.host,
    method,
    path,
    client: socket.remoteAddress,
    forwardedFor: headers["x-forwarded-for"],
    requests: state.requests,
    uptimeSeconds: Math.round(process.uptime() * 1000) / 1000,
    slowSeconds: state.slowSeconds,
    sick: state.sick,
    heldMiB: heldMiB(),
    try: TRY,
  };
}

/** @param {string} url */
function target(url) {
  const { pathname, searchParams } = URL.canParse(url, "http://task")
    ? new URL(url, "http://task")
    : new URL("http://task");
  const seconds = searchParams.get("seconds");
  if (seconds === null) return { path: pathname };
  return { path: pathname, seconds: number(seconds.trim() === "" ? seconds : Number(seconds), "seconds", MAX_SECONDS) };
}

/** @param {import("node:http").IncomingMessage} request */
async function json(request) {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > MAX_BODY_BYTES) throw new BadRequest(`A body holds at most ${MAX_BODY_BYTES} characters.`);
  }
  /** @type {unknown} */
  let value;
  try {
    value = text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw new BadRequest("The body is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new BadRequest("The body is not a JSON object.");
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {number} most
 */
function number(value, name, most) {
  if (typeof value === "number" && value >= 0 && value <= most) return value;
  throw new BadRequest(`"${name}" must be a number from 0 to ${most}.`);
}

/**
 * Really allocates and writes to every page. In steps, so that the app still answers, and is killed, while it eats.
 *
 * @param {number} mib
 */
async function hold(mib) {
  held = [];
  for (let left = mib; left > 0; left -= STEP_MIB) {
    held.push(Buffer.alloc(Math.round(Math.min(left, STEP_MIB) * 2 ** 20), 1));
    await pause(0);
  }
  return { heldMiB: heldMiB() };
}

function heldMiB() {
  return Math.round(held.reduce((sum, { length }) => sum + length, 0) / 2 ** 20);
}

/** @param {number} seconds */
function pause(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {object} body
 */
function send(response, status, body) {
  response.writeHead(status, {
    "content-type": "application/json",
    "x-skyground-task": task,
    // A kept connection would hold up the exit.
    ...(state.stopping ? { connection: "close" } : {}),
  });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
}
