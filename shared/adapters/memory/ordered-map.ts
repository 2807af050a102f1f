interface Chunk<K, V> {
  readonly keys: K[];
  readonly values: V[];
}

/** Small enough to shift quickly, large enough that a million entries need only a few thousand chunks. */
const MAX_CHUNK = 256;
const MIN_CHUNK = MAX_CHUNK / 8;

/**
 * Entries in key order: a sorted list of sorted chunks, that is a B-tree of two levels. Every operation is a binary search and
 * a shift within one chunk. Not to be changed while it is iterated.
 */
export class OrderedMap<K, V> {
  readonly #compare: (left: K, right: K) => number;
  #chunks: Chunk<K, V>[] = [];
  #size = 0;

  constructor(compare: (left: K, right: K) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  get(key: K): V | undefined {
    const chunk = this.#chunks[this.#chunkOf(key)];
    if (!chunk) return undefined;
    const index = this.#indexIn(chunk, key);
    return this.#holds(chunk, index, key) ? chunk.values[index] : undefined;
  }

  /** Returns what stood there before. */
  set(key: K, value: V): V | undefined {
    const position = this.#chunkOf(key);
    const chunk = this.#chunks[position];
    if (!chunk) {
      this.#chunks.push({ keys: [key], values: [value] });
      this.#size += 1;
      return undefined;
    }
    const index = this.#indexIn(chunk, key);
    if (this.#holds(chunk, index, key)) {
      const previous = chunk.values[index];
      chunk.values[index] = value;
      return previous;
    }
    chunk.keys.splice(index, 0, key);
    chunk.values.splice(index, 0, value);
    this.#size += 1;
    if (chunk.keys.length > MAX_CHUNK) this.#split(position, index);
    return undefined;
  }

  delete(key: K): V | undefined {
    const position = this.#chunkOf(key);
    const chunk = this.#chunks[position];
    if (!chunk) return undefined;
    const index = this.#indexIn(chunk, key);
    if (!this.#holds(chunk, index, key)) return undefined;
    chunk.keys.splice(index, 1);
    const [removed] = chunk.values.splice(index, 1);
    this.#size -= 1;
    if (chunk.keys.length < MIN_CHUNK) this.#shrink(position);
    return removed;
  }

  /** Entries at and behind the key, or all of them. */
  *from(key?: K): Generator<[K, V]> {
    let position = key === undefined ? 0 : this.#chunkOf(key);
    let chunk = this.#chunks[position];
    let index = chunk && key !== undefined ? this.#indexIn(chunk, key) : 0;
    while (chunk) {
      for (; index < chunk.keys.length; index += 1) yield [chunk.keys[index] as K, chunk.values[index] as V];
      index = 0;
      position += 1;
      chunk = this.#chunks[position];
    }
  }

  /** Entries before the key, or all of them, last first. */
  *before(key?: K): Generator<[K, V]> {
    let position = key === undefined ? this.#chunks.length - 1 : this.#chunkOf(key);
    let chunk = this.#chunks[position];
    let index = chunk && key !== undefined ? this.#indexIn(chunk, key) : (chunk?.keys.length ?? 0);
    while (chunk) {
      for (index -= 1; index >= 0; index -= 1) yield [chunk.keys[index] as K, chunk.values[index] as V];
      position -= 1;
      chunk = this.#chunks[position];
      index = chunk?.keys.length ?? 0;
    }
  }

  /** The chunk that holds the key or would: the last that begins at or before it, else the first. */
  #chunkOf(key: K): number {
    let low = 0;
    let high = this.#chunks.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#compare((this.#chunks[middle] as Chunk<K, V>).keys[0] as K, key) <= 0) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The first index whose key is not before the given one. */
  #indexIn({ keys }: Chunk<K, V>, key: K): number {
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(keys[middle] as K, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #holds({ keys }: Chunk<K, V>, index: number, key: K): boolean {
    return index < keys.length && this.#compare(keys[index] as K, key) === 0;
  }

  /** Growing at the end, as logs and queues do, leaves full chunks behind; elsewhere a chunk is halved. */
  #split(position: number, insertedAt: number): void {
    const chunk = this.#chunks[position] as Chunk<K, V>;
    const atEnd = position === this.#chunks.length - 1 && insertedAt === chunk.keys.length - 1;
    const from = atEnd ? insertedAt : chunk.keys.length >>> 1;
    const rest = { keys: chunk.keys.splice(from), values: chunk.values.splice(from) };
    this.#chunks.splice(position + 1, 0, rest);
  }

  /** Removes an empty chunk, joins a small one with its neighbour: chunks never outnumber what they hold. */
  #shrink(position: number): void {
    const chunk = this.#chunks[position] as Chunk<K, V>;
    if (chunk.keys.length === 0) {
      this.#chunks.splice(position, 1);
      return;
    }
    const next = this.#chunks[position + 1];
    if (!next || next.keys.length > MAX_CHUNK / 2) return;
    chunk.keys.push(...next.keys);
    chunk.values.push(...next.values);
    this.#chunks.splice(position + 1, 1);
  }
}
