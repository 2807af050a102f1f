/** The size of a text as AWS counts it: bytes of UTF-8. */
export function utf8Length(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/**
 * Orders two texts by their UTF-8 bytes, as S3, DynamoDB and LMDB do. JavaScript's own `<` compares UTF-16 units and
 * puts an emoji before U+FFEE. Encoding both texts would say the same; this is several times as fast, and stores sort by it.
 */
export function compareUtf8(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = utf8Rank(left.charCodeAt(index)) - utf8Rank(right.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Surrogates stand for characters beyond U+FFFF: they come behind every other unit. */
function utf8Rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Bytes of any length, a chunk at a time. Whoever takes them takes them once, in one of the two ways. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  /** Present where they are short and there anyhow: all of them, without a turn for each chunk. */
  whole?(): Uint8Array | Promise<Uint8Array>;
}

/** Bytes that are held already. */
export function wholeBytes(bytes: Uint8Array): ByteStream {
  return {
    whole: () => bytes,
    async *[Symbol.asyncIterator]() {
      if (bytes.length > 0) yield bytes;
    },
  };
}

/** Of a message without a body. */
export const NO_BYTES: ByteStream = wholeBytes(new Uint8Array(0));

/** The same bytes, looked at on their way: `see` gets each chunk before it goes on, and `end` hears that all have passed. */
export function watched(source: ByteStream, see: (chunk: Uint8Array) => void, end = () => {}): ByteStream {
  const { whole } = source;
  return {
    async *[Symbol.asyncIterator]() {
      for await (const chunk of source) {
        see(chunk);
        yield chunk;
      }
      end();
    },
    ...(whole && {
      async whole() {
        const bytes = await whole.call(source);
        see(bytes);
        end();
        return bytes;
      },
    }),
  };
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
