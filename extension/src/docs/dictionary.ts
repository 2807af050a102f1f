import type { Client } from "../api/client.ts";
import type { DocTerm, Operations } from "../api/operations.ts";

export type Entry = Operations["listDocs"]["answer"]["docs"][number];

/**
 * The help of the connected playground: every name once, a text when it is asked for. It keeps what it has read when the
 * playground stops, so that hovers go on.
 */
export class Dictionary {
  #client: Client | undefined;
  #names = new Map<string, Entry>();
  readonly #texts = new Map<string, DocTerm>();

  /** Never rejects: an editor without help is an editor all the same. */
  async load(client: Client): Promise<void> {
    this.#client = client;
    try {
      const { docs } = await client.call("listDocs");
      // A term's own name wins over another term's alias.
      const names = docs.flatMap((entry) => entry.aliases.map((alias) => [alias, entry] as const));
      this.#names = new Map([...names, ...docs.map((entry) => [entry.term, entry] as const)]);
      this.#texts.clear();
    } catch {}
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** What a name means; undefined when the help does not have it or can't be reached. */
  async term(name: string): Promise<DocTerm | undefined> {
    const entry = this.#names.get(name);
    if (!entry) return undefined;
    const known = this.#texts.get(entry.term);
    if (known) return known;
    const text = await this.#client?.call("getDoc", { path: { term: entry.term } }).catch(() => undefined);
    if (text) this.#texts.set(entry.term, text);
    return text;
  }
}
