import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo, Server } from "node:net";

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An endpoint for HTTP deliveries that keeps what it gets and answers as it is told. */
export interface Endpoint extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves with the n-th request (from 0) when it has come. */
  request(index: number): Promise<Received>;
}

export type Answer = (response: ServerResponse, request: Received, index: number) => void;

const ok: Answer = (response) => response.end("ok");

export async function startEndpoint(answer: Answer = ok): Promise<Endpoint> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const one = {
      path: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString("utf8"),
    };
    received.push(one);
    answer(response, one, received.length - 1);
    for (const look of waiting) look();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    request: (index) =>
      new Promise((resolve) => {
        const look = (): void => {
          const one = received[index];
          if (!one) return;
          waiting.delete(look);
          resolve(one);
        };
        waiting.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
