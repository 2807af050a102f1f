/** The size of a text as AWS counts it: bytes of UTF-8. */
export function utf8Length(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/**
 * Orders two texts by their UTF-8 bytes, as S3, DynamoDB and LMDB do. JavaScript's own `<` compares UTF-16 units and
 * puts an emoji before U+FFEE.
 */
export function compareUtf8(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left, "utf8"), Buffer.from(right, "utf8"));
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
