import type { Body } from "./body.ts";

/** A part of a body in parts: bytes of its own, or a blob. */
export type Part = Exclude<Body, { kind: "parts" }>;

/** A part as a manifest keeps it. */
export type ManifestPart = Part & {
  /** Base64, where each part has a sum of its own. */
  readonly checksum?: string;
};

interface WrittenPart {
  readonly size: number;
  readonly md5: string;
  readonly blob?: string;
  /** Base64. */
  readonly bytes?: string;
  readonly checksum?: string;
}

/** The content of the blob that says which bodies a body in parts is made of. */
export function writeManifest(parts: readonly ManifestPart[]): Uint8Array {
  const written = parts.map((part): WrittenPart => {
    const { size, md5, checksum } = part;
    const summed = { size, md5, ...(checksum === undefined ? {} : { checksum }) };
    if (part.kind === "blob") return { ...summed, blob: part.blob };
    return { ...summed, bytes: Buffer.from(part.bytes).toString("base64") };
  });
  return Buffer.from(JSON.stringify(written), "utf8");
}

export function readManifest(bytes: Uint8Array): readonly ManifestPart[] {
  const written = JSON.parse(Buffer.from(bytes).toString("utf8")) as readonly WrittenPart[];
  return written.map(({ size, md5, blob, bytes = "", checksum }): ManifestPart => {
    const summed = { size, md5, ...(checksum === undefined ? {} : { checksum }) };
    if (blob !== undefined) return { kind: "blob", blob, ...summed };
    return { kind: "inline", bytes: Buffer.from(bytes, "base64"), ...summed };
  });
}
