import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { LoadRequest } from "./requests.ts";

const CONNECTIONS = 32;

/** Each round counts keys of its own: one that is there already costs a put something else. */
let rounds = 0;

export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  readonly failed: number;
}

/** Repeats a request over 32 connections with wrk, which costs little beside a Node server. */
export async function load(url: string, request: LoadRequest, seconds: number): Promise<Load> {
  const folder = await mkdtemp(join(tmpdir(), "skyground-wrk-"));
  try {
    const script = join(folder, "request.lua");
    rounds += 1;
    await writeFile(script, lua(request, rounds));
    const { stdout } = await promisify(execFile)("wrk", [
      "-t1",
      `-c${CONNECTIONS}`,
      `-d${seconds}s`,
      "-s",
      script,
      url,
    ]);
    const requests = Number(/(\d+) requests in/.exec(stdout)?.[1]);
    const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
    return { requests, perSecond, failed: Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function lua({ method, path, headers, body }: LoadRequest, round: number): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  );
  return [
    "local count = 0",
    "local headers = {}",
    ...lines,
    `local body = ${JSON.stringify(body)}`,
    "function request()",
    "  count = count + 1",
    `  local path = string.gsub(${JSON.stringify(path)}, "{n}", "${round}-" .. count)`,
    `  return wrk.format(${JSON.stringify(method)}, path, headers, body)`,
    "end",
  ].join("\n");
}
