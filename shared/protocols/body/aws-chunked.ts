import { incompleteBody, malformedChunks } from "./body-faults.ts";

/** Verifies the signatures that chunks carry; see signature/chunk-signatures.ts. */
export interface ChunkVerifier {
  /** Bytes of the chunk at hand. */
  update(bytes: Uint8Array): void;
  /** At the end of a chunk, of the last and empty one too. */
  endChunk(signature: string): void;
  endTrailer(canonical: string, signature: string): void;
}

export interface ChunkedBody {
  /** The bytes within the chunks. Throws where the framing breaks. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What came behind them; complete once the bytes have been read to their end. Lower-case names. */
  readonly trailers: ReadonlyMap<string, string>;
}

/** `10000;chunk-signature=` and 64 digits. */
const MAX_LINE_BYTES = 1024;
const MAX_TRAILERS = 16;
const CHUNK_LINE = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?\s*$/;

/**
 * Takes off the framing that AWS's SDKs put around a body whose checksum they only know at its end. Bytes are passed on as they
 * come, uncopied. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeAwsChunked(source: AsyncIterable<Uint8Array>, verifier?: ChunkVerifier): ChunkedBody {
  const trailers = new Map<string, string>();
  return { trailers, bytes: decode(new Input(source), trailers, verifier) };
}

async function* decode(
  input: Input,
  trailers: Map<string, string>,
  verifier: ChunkVerifier | undefined,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    const line = await input.line();
    const match = CHUNK_LINE.exec(line);
    if (!match) throw malformedChunks();
    const [, size = "", signature = ""] = match;
    let left = Number.parseInt(size, 16);
    if (left === 0) {
      verifier?.endChunk(signature);
      await readTrailers(input, trailers, verifier);
      return;
    }
    while (left > 0) {
      const bytes = await input.some(left);
      left -= bytes.length;
      verifier?.update(bytes);
      yield bytes;
    }
    verifier?.endChunk(signature);
    if ((await input.line()) !== "") throw malformedChunks();
  }
}

async function readTrailers(
  input: Input,
  trailers: Map<string, string>,
  verifier: ChunkVerifier | undefined,
): Promise<void> {
  let canonical = "";
  for (let count = 0; ; count += 1) {
    // Some clients end the body with the last trailer's line, without an empty one behind it.
    const line = await input.line({ atEnd: "" });
    if (line === "") break;
    const colon = line.indexOf(":");
    if (colon === -1 || count >= MAX_TRAILERS) throw malformedChunks();
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    trailers.set(name, value);
    if (name !== TRAILER_SIGNATURE) canonical += `${name}:${value}\n`;
  }
  if (verifier && canonical !== "") verifier.endTrailer(canonical, trailers.get(TRAILER_SIGNATURE) ?? "");
}

const TRAILER_SIGNATURE = "x-amz-trailer-signature";
const EMPTY = new Uint8Array(0);
const NEWLINE = 0x0a;

/** Lines and bytes in turn, from chunks that begin and end anywhere. */
class Input {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = EMPTY;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Up to so many bytes, at least one. */
  async some(count: number): Promise<Uint8Array> {
    while (this.#rest.length === 0) if (!(await this.#fill())) throw incompleteBody();
    const bytes = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(bytes.length);
    return bytes;
  }

  /** A line without its end. */
  async line({ atEnd }: { readonly atEnd?: string } = {}): Promise<string> {
    let line = "";
    for (;;) {
      const end = this.#rest.indexOf(NEWLINE);
      const part = end === -1 ? this.#rest : this.#rest.subarray(0, end);
      if (line.length + part.length > MAX_LINE_BYTES) throw malformedChunks();
      line += Buffer.from(part.buffer, part.byteOffset, part.length).toString("latin1");
      this.#rest = end === -1 ? EMPTY : this.#rest.subarray(end + 1);
      if (end !== -1) return line.endsWith("\r") ? line.slice(0, -1) : line;
      if (!(await this.#fill())) {
        if (atEnd !== undefined && line === "") return atEnd;
        throw incompleteBody();
      }
    }
  }

  async #fill(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#rest = next.value;
    return true;
  }
}
