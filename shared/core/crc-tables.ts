/*
 * CRCs eight bytes at a time ("slicing-by-8"): a table for each of the eight places of a byte. Node has CRC32 itself
 * (zlib.crc32); CRC32C and CRC64NVME it has not.
 */

const SLICES = 8;
const ENTRIES = 256;

/** CRC32C (Castagnoli, RFC 3720), its polynomial with the bits reversed. */
const CASTAGNOLI = 0x82f63b78;

export function crc32cTables(): Uint32Array {
  const tables = new Uint32Array(SLICES * ENTRIES);
  for (let entry = 0; entry < ENTRIES; entry += 1) {
    let crc = entry;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? CASTAGNOLI : 0);
    tables[entry] = crc;
  }
  for (let index = ENTRIES; index < tables.length; index += 1) {
    const before = tables[index - ENTRIES] ?? 0;
    tables[index] = (before >>> 8) ^ (tables[before & 0xff] ?? 0);
  }
  return tables;
}

/** CRC64NVME (NVM Express, "Rocksoft"), its polynomial with the bits reversed, in halves. */
const NVME_HIGH = 0x9a6c9329;
const NVME_LOW = 0xac4bc9b5;

/** 64-bit entries as halves: low ones first, then high ones. */
export function crc64nvmeTables(): { readonly low: Uint32Array; readonly high: Uint32Array } {
  const low = new Uint32Array(SLICES * ENTRIES);
  const high = new Uint32Array(SLICES * ENTRIES);
  for (let entry = 0; entry < ENTRIES; entry += 1) {
    let crcLow = entry;
    let crcHigh = 0;
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = crcLow & 1;
      crcLow = (crcLow >>> 1) | (crcHigh << 31);
      crcHigh >>>= 1;
      if (odd) {
        crcLow ^= NVME_LOW;
        crcHigh ^= NVME_HIGH;
      }
    }
    low[entry] = crcLow;
    high[entry] = crcHigh;
  }
  for (let index = ENTRIES; index < low.length; index += 1) {
    const beforeLow = low[index - ENTRIES] ?? 0;
    const beforeHigh = high[index - ENTRIES] ?? 0;
    low[index] = ((beforeLow >>> 8) | (beforeHigh << 24)) ^ (low[beforeLow & 0xff] ?? 0);
    high[index] = (beforeHigh >>> 8) ^ (high[beforeLow & 0xff] ?? 0);
  }
  return { low, high };
}
