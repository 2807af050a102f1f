/** JSON with the places of its parts, because AWS's errors name the column up to which it had read. Offsets count from 0. */
export type Source = ObjectSource | ArraySource | StringSource | NumberSource | WordSource;

interface Placed {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export interface ObjectSource extends Placed {
  readonly kind: "object";
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly nameEnd: number;
  readonly value: Source;
}

export interface ArraySource extends Placed {
  readonly kind: "array";
  readonly items: readonly Source[];
}

export interface StringSource extends Placed {
  readonly kind: "string";
  readonly value: string;
}

export interface NumberSource extends Placed {
  readonly kind: "number";
  readonly value: number;
}

export interface WordSource extends Placed {
  readonly kind: "word";
  readonly value: true | false | null;
}

/** Deeper than any policy: the reader calls itself once a level. */
const MAX_DEPTH = 100;
const WORDS = { true: true, false: false, null: null } as const;

/** Undefined when the text is no JSON, or is nested too deeply. */
export function readSource(text: string): Source | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  // The text is well-formed from here on, so the reader need not check it.
  return new Reader(text).read(0);
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(depth: number): Source | undefined {
    if (depth > MAX_DEPTH) return undefined;
    this.#skipSpace();
    const start = this.#at;
    switch (this.#text[start]) {
      case "{":
        return this.#object(start, depth);
      case "[":
        return this.#array(start, depth);
      case '"':
        return { kind: "string", value: this.#string(), start, end: this.#at };
      default:
        return this.#plain(start);
    }
  }

  #object(start: number, depth: number): ObjectSource | undefined {
    const members: Member[] = [];
    while (this.#more("}")) {
      const name = this.#string();
      const nameEnd = this.#at;
      this.#skipSpace();
      this.#at += 1;
      const value = this.read(depth + 1);
      if (!value) return undefined;
      members.push({ name, nameEnd, value });
    }
    return { kind: "object", members, start, end: this.#at };
  }

  #array(start: number, depth: number): ArraySource | undefined {
    const items: Source[] = [];
    while (this.#more("]")) {
      const item = this.read(depth + 1);
      if (!item) return undefined;
      items.push(item);
    }
    return { kind: "array", items, start, end: this.#at };
  }

  /** Steps over the opening bracket or a comma, or over the closing bracket and says that this was all. */
  #more(close: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== close) this.#at += 1;
    this.#skipSpace();
    if (this.#text[this.#at] !== close) return true;
    this.#at += 1;
    return false;
  }

  #string(): string {
    const start = this.#at;
    this.#at += 1;
    while (this.#text[this.#at] !== '"') this.#at += this.#text[this.#at] === "\\" ? 2 : 1;
    this.#at += 1;
    return JSON.parse(this.#text.slice(start, this.#at)) as string;
  }

  #plain(start: number): NumberSource | WordSource {
    while (/[-+.0-9A-Za-z]/.test(this.#text[this.#at] ?? "")) this.#at += 1;
    const text = this.#text.slice(start, this.#at);
    const end = this.#at;
    if (Object.hasOwn(WORDS, text)) return { kind: "word", value: WORDS[text as keyof typeof WORDS], start, end };
    return { kind: "number", value: Number(text), start, end };
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at += 1;
  }
}
