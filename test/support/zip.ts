import { crc32, deflateRawSync } from "node:zlib";

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const DEFLATED = 8;
const VERSION = 20;

/** A zip as people's tools make it: deflated files, a directory at the end. Names are written as they are given. */
export function makeZip(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const path = Buffer.from(name);
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const shared = entryHeader(bytes, packed.length, path.length);
    const local = Buffer.concat([word(LOCAL_HEADER), shared, path, packed]);
    bodies.push(local);
    directory.push(Buffer.concat([word(CENTRAL_HEADER), half(VERSION), shared, Buffer.alloc(10), word(offset), path]));
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = half(directory.length);
  const end = Buffer.concat([
    word(END_OF_DIRECTORY),
    word(0),
    count,
    count,
    word(central.length),
    word(offset),
    half(0),
  ]);
  return Buffer.concat([...bodies, central, end]);
}

/** What a file's own header and its line in the directory both say; the directory's goes on with ten bytes that stay 0, and where the file lies. */
function entryHeader(bytes: Buffer, packedLength: number, pathLength: number): Buffer {
  return Buffer.concat([
    half(VERSION),
    half(0),
    half(DEFLATED),
    word(0),
    word(crc32(bytes)),
    word(packedLength),
    word(bytes.length),
    half(pathLength),
    half(0),
  ]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
