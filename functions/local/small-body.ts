import type { IncomingMessage } from "node:http";
import { incompleteBody, stalledBody, tooLarge } from "../../shared/rest/http-error.ts";
import type { HttpBody } from "../../shared/rest/http-request.ts";

/**
 * A body short enough to be taken in at once, before anybody asks. It mostly came in the same packet as the headers: to
 * take it there and then, rather than to wake the stream later, saves a fifth of the time of a small request.
 */
export class SmallBody implements HttpBody {
  readonly #request: IncomingMessage;
  readonly #idleSeconds: number;
  readonly #chunks: Buffer[] = [];
  /** Node tells of the end of a body only after whoever waits for its bytes has run: to count them spares a second wait. */
  #missingBytes: number;

  /** `length` is what the request declares. */
  constructor(request: IncomingMessage, { idleSeconds, length }: { idleSeconds: number; length: number }) {
    this.#request = request;
    this.#idleSeconds = idleSeconds;
    this.#missingBytes = length;
    request.on("data", (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#missingBytes -= chunk.length;
    });
    // Whoever reads hears of it; nobody may.
    request.on("error", () => {});
  }

  async read(maxBytes: number): Promise<Uint8Array> {
    const bytes = await this.whole();
    if (bytes.length > maxBytes) throw tooLarge(maxBytes);
    return bytes;
  }

  async whole(): Promise<Uint8Array> {
    // What has already arrived is handed over before the microtasks run: most bodies need no more waiting than this.
    if (this.#missingBytes > 0) await undefined;
    if (this.#missingBytes > 0) await this.#ended();
    return this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    yield await this.whole();
  }

  #ended(): Promise<void> {
    const request = this.#request;
    return new Promise((resolve, reject) => {
      if (request.destroyed) return reject(incompleteBody());
      const idle = setTimeout(() => stop(stalledBody(this.#idleSeconds)), this.#idleSeconds * 1000);
      const onEnd = (): void => stop();
      const onBroken = (): void => stop(incompleteBody());
      const onData = (): void => void idle.refresh();
      const stop = (error?: Error): void => {
        clearTimeout(idle);
        request.off("data", onData).off("end", onEnd).off("close", onBroken);
        if (error) reject(error);
        else resolve();
      };
      request.on("data", onData).on("end", onEnd).on("close", onBroken);
    });
  }
}
