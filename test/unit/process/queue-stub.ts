import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Call {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly region: string | null;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** The two routes of the REST API that a worker uses; the test says what a receive gives, and later receives wait. */
export async function createQueueStub(...messages: readonly (readonly object[])[]) {
  const calls: Call[] = [];
  const waiting: ServerResponse[] = [];
  const left = [...messages];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    const url = new URL(request.url ?? "/", "http://stub");
    calls.push({
      method: request.method ?? "",
      path: url.pathname,
      region: url.searchParams.get("region"),
      authorization: request.headers.authorization,
      body: text === "" ? undefined : JSON.parse(text),
    });
    if (request.method === "DELETE") return response.writeHead(204).end();
    const next = left.shift();
    if (next) response.end(JSON.stringify({ messages: next }));
    else waiting.push(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls };
}
