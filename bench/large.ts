import { request as httpRequest, type IncomingMessage } from "node:http";
import type { LoadRequest } from "./requests.ts";

export const LARGE_BYTES = 256 * 1024 * 1024;
const CHUNK = Buffer.alloc(1024 * 1024, "0123456789abcdef");

/** A server does not take so much. */
export class Refused extends Error {}

/** Sends an object of {@link LARGE_BYTES}, as fast as it is taken. Resolves with the seconds from its first byte to the answer. */
export async function putLarge(url: string, request: LoadRequest): Promise<number> {
  const headers = { ...request.headers, "content-length": String(LARGE_BYTES) };
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    const outgoing = httpRequest(`${url}${pathOf(request)}`, { method: "PUT", headers }, (answer) => {
      void receive(answer).then(() => resolve(), reject);
    });
    outgoing.on("error", reject);
    let left = LARGE_BYTES / CHUNK.length;
    const write = (): void => {
      while (left > 0) {
        left -= 1;
        if (!outgoing.write(CHUNK)) {
          outgoing.once("drain", write);
          return;
        }
      }
      outgoing.end();
    };
    write();
  });
  return (performance.now() - started) / 1000;
}

/** Takes the object again and throws it away. */
export async function getLarge(url: string, request: LoadRequest): Promise<number> {
  const { "content-type": _, ...headers } = request.headers;
  const started = performance.now();
  const bytes = await new Promise<number>((resolve, reject) => {
    httpRequest(`${url}${pathOf(request)}`, { headers }, (answer) => void receive(answer).then(resolve, reject))
      .on("error", reject)
      .end();
  });
  if (bytes !== LARGE_BYTES) throw new Error(`${bytes} bytes of ${LARGE_BYTES} came back from ${url}`);
  return (performance.now() - started) / 1000;
}

function pathOf({ path }: LoadRequest): string {
  return path.replace("{n}", "large");
}

/** Resolves with how many bytes came. */
async function receive(answer: IncomingMessage): Promise<number> {
  let size = 0;
  for await (const chunk of answer) size += (chunk as Buffer).length;
  if ((answer.statusCode ?? 500) >= 300) throw new Refused(`answers ${answer.statusCode}`);
  return size;
}
