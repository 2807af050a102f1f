import { crc32 } from "node:zlib";
import { crc32cTables, crc64nvmeTables } from "./crc-tables.ts";

/** What reads bytes as they come by and sums them up at the end. */
export interface Digest {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

export class Crc32 implements Digest {
  #value = 0;

  update(bytes: Uint8Array): void {
    this.#value = crc32(bytes, this.#value);
  }

  digest(): Uint8Array {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#value >>> 0);
    return bytes;
  }
}

let castagnoli: Uint32Array | undefined;

export class Crc32c implements Digest {
  #crc = 0xffffffff;

  update(bytes: Uint8Array): void {
    castagnoli ??= crc32cTables();
    this.#crc = crc32c(bytes, this.#crc, castagnoli);
  }

  digest(): Uint8Array {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(~this.#crc >>> 0);
    return bytes;
  }
}

function crc32c(bytes: Uint8Array, start: number, t: Uint32Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = bytes.length - (bytes.length % 8);
  let crc = start;
  for (let at = 0; at < whole; at += 8) {
    const a = crc ^ view.getInt32(at, true);
    const b = view.getInt32(at + 4, true);
    crc =
      look(t, 0x700 | (a & 0xff)) ^
      look(t, 0x600 | ((a >>> 8) & 0xff)) ^
      look(t, 0x500 | ((a >>> 16) & 0xff)) ^
      look(t, 0x400 | (a >>> 24)) ^
      look(t, 0x300 | (b & 0xff)) ^
      look(t, 0x200 | ((b >>> 8) & 0xff)) ^
      look(t, 0x100 | ((b >>> 16) & 0xff)) ^
      look(t, b >>> 24);
  }
  for (let at = whole; at < bytes.length; at += 1) crc = (crc >>> 8) ^ look(t, (crc ^ (bytes[at] ?? 0)) & 0xff);
  return crc;
}

let nvme: ReturnType<typeof crc64nvmeTables> | undefined;

export class Crc64Nvme implements Digest {
  #low = 0xffffffff | 0;
  #high = 0xffffffff | 0;

  update(bytes: Uint8Array): void {
    nvme ??= crc64nvmeTables();
    const { low: tl, high: th } = nvme;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const whole = bytes.length - (bytes.length % 8);
    let low = this.#low;
    let high = this.#high;
    for (let at = 0; at < whole; at += 8) {
      const a = low ^ view.getInt32(at, true);
      const b = high ^ view.getInt32(at + 4, true);
      low = slice(tl, a, b);
      high = slice(th, a, b);
    }
    for (let at = whole; at < bytes.length; at += 1) {
      const entry = (low ^ (bytes[at] ?? 0)) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ look(tl, entry);
      high = (high >>> 8) ^ look(th, entry);
    }
    this.#low = low;
    this.#high = high;
  }

  digest(): Uint8Array {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(~this.#high >>> 0, 0);
    bytes.writeUInt32BE(~this.#low >>> 0, 4);
    return bytes;
  }
}

function slice(t: Uint32Array, a: number, b: number): number {
  return (
    look(t, 0x700 | (a & 0xff)) ^
    look(t, 0x600 | ((a >>> 8) & 0xff)) ^
    look(t, 0x500 | ((a >>> 16) & 0xff)) ^
    look(t, 0x400 | (a >>> 24)) ^
    look(t, 0x300 | (b & 0xff)) ^
    look(t, 0x200 | ((b >>> 8) & 0xff)) ^
    look(t, 0x100 | ((b >>> 16) & 0xff)) ^
    look(t, b >>> 24)
  );
}

/** The tables have an entry for every index that a byte and a slice can make. */
function look(table: Uint32Array, index: number): number {
  return table[index] ?? 0;
}
