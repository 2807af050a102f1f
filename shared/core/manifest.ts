import type { Body } from "./body.ts";

/** A part of a body in parts: bytes of its own, or a blob. */
export type Part = Exclude<Body, { kind: "parts" }>;

interface WrittenPart {
  readonly size: number;
  readonly md5: string;
  readonly blob?: string;
  /** Base64. */
  readonly bytes?: string;
}

/** The content of the blob that says which bodies a body in parts is made of. */
export function writeManifest(parts: readonly Part[]): Uint8Array {
  const written = parts.map((part): WrittenPart => {
    const { size, md5 } = part;
    if (part.kind === "blob") return { size, md5, blob: part.blob };
    return { size, md5, bytes: Buffer.from(part.bytes).toString("base64") };
  });
  return Buffer.from(JSON.stringify(written), "utf8");
}

export function readManifest(bytes: Uint8Array): readonly Part[] {
  const written = JSON.parse(Buffer.from(bytes).toString("utf8")) as readonly WrittenPart[];
  return written.map(({ size, md5, blob, bytes = "" }): Part => {
    if (blob !== undefined) return { kind: "blob", blob, size, md5 };
    return { kind: "inline", bytes: Buffer.from(bytes, "base64"), size, md5 };
  });
}
