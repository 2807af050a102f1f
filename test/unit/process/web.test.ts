import { once } from "node:events";
import { request } from "node:http";
import { expect, test } from "vitest";
import { createHarness } from "./harness.ts";

function post(address: string, path: string, body: string): Promise<Response> {
  return fetch(`${address}${path}`, { method: "POST", body });
}

test("says which task answers, in the body and in a header of every answer", async () => {
  const { startWeb } = await createHarness();
  const { address } = await startWeb({ id: "0af1" });
  for (const path of ["/", "/health", "/any/where?a=b", "/die"]) {
    const response = await fetch(`${address}${path}`);
    expect(response.headers.get("x-skyground-task")).toBe("0af1");
    expect(await response.json()).toMatchObject({ task: "0af1" });
  }
});

test("tells the request as it came, and what to try", async () => {
  const { startWeb } = await createHarness();
  const { address } = await startWeb();
  const headers = { "x-forwarded-for": "203.0.113.9" };
  const answer = await (await fetch(`${address}/images/cat.png?size=1`, { headers })).json();
  expect(answer).toMatchObject({
    host: new URL(address).host,
    method: "GET",
    path: "/images/cat.png",
    forwardedFor: "203.0.113.9",
    requests: 1,
    uptimeSeconds: expect.any(Number),
    try: {
      slow: expect.stringContaining("/slow"),
      sick: expect.any(String),
      hungry: expect.any(String),
      dead: expect.any(String),
    },
  });
});

test("can be made sick and well again", async () => {
  const { startWeb } = await createHarness();
  const { address } = await startWeb();
  expect((await fetch(`${address}/health`)).status).toBe(200);
  await post(address, "/sick", '{"sick":true}');
  expect((await fetch(`${address}/health`)).status).toBe(503);
  expect((await fetch(address)).status).toBe(200);
  await post(address, "/sick", '{"sick":false}');
  expect((await fetch(`${address}/health`)).status).toBe(200);
});

test("can be made slow for one answer and for all", async () => {
  const { startWeb } = await createHarness();
  const { address } = await startWeb();
  const took = async (path: string): Promise<number> => {
    const begun = performance.now();
    await (await fetch(`${address}${path}`)).text();
    return performance.now() - begun;
  };
  expect(await took("/?seconds=0.2")).toBeGreaterThan(195);
  await post(address, "/slow", '{"seconds":0.2}');
  expect(await took("/")).toBeGreaterThan(195);
  await post(address, "/slow", '{"seconds":300}');
  // With the slowness of all others this test would run out of time.
  await took("/?seconds=0");
});

test("dies with the exit code that it is given, after its answer", async () => {
  const { startWeb, reports } = await createHarness();
  const { task, address } = await startWeb();
  const response = await post(address, "/die", '{"exitCode":42}');
  expect(await response.json()).toMatchObject({ exitCode: 42 });
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 42, code: "EssentialContainerExited" });
});

test("finishes the requests that it has begun when it is told to stop, takes no new ones and exits with 0", async () => {
  const { startWeb, runtime, reports, printed } = await createHarness();
  const { task, address } = await startWeb();
  const slow = request(`${address}/?seconds=0.3`).end();
  // A connection that is kept open must not hold up the exit.
  await (await fetch(address)).text();
  await runtime.stop(task, { graceSeconds: 30 });
  await printed(task, /got SIGTERM/);
  await expect(fetch(address)).rejects.toThrow();
  const [response] = await once(slow, "response");
  expect(response).toMatchObject({ statusCode: 200, headers: { connection: "close" } });
  response.resume();
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 0, code: "UserInitiated" });
});

test("answers bad input with 400 and a sentence, and goes on", async () => {
  const { startWeb, runtime } = await createHarness();
  const { task, address } = await startWeb();
  for (const [method, path, body, sentence] of BAD_INPUT) {
    const response = await fetch(`${address}${path}`, { method, body });
    expect.soft(response.status, `${method} ${path} ${body}`).toBe(400);
    expect.soft(await response.json()).toMatchObject({ error: expect.stringContaining(sentence) });
  }
  expect((await fetch(`${address}//`)).status).toBe(200);
  expect(await runtime.running()).toEqual([task]);
});

const BAD_INPUT = [
  ["POST", "/slow", "not json", "not JSON"],
  ["POST", "/slow", "[1]", "not a JSON object"],
  ["POST", "/slow", "null", "not a JSON object"],
  ["POST", "/slow", "{}", '"seconds" must be a number from 0 to 300'],
  ["POST", "/slow", '{"seconds":"2"}', '"seconds"'],
  ["POST", "/slow", '{"seconds":-1}', '"seconds"'],
  ["POST", "/slow", `{"pad":"${"x".repeat(70_000)}"}`, "at most"],
  ["POST", "/sick", '{"sick":"yes"}', '"sick" must be true or false'],
  ["POST", "/hungry", '{"mib":1e9}', '"mib"'],
  ["POST", "/die", '{"exitCode":256}', '"exitCode"'],
  ["POST", "/die", '{"exitCode":1.5}', "whole number"],
  ["GET", "/slow", null, "takes a POST"],
  ["GET", "/?seconds=soon", null, '"seconds"'],
  ["GET", "/?seconds=", null, '"seconds"'],
] as const;
