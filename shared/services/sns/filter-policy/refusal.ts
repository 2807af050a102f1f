import type { ServiceError } from "../../../core/errors.ts";
import type { Source } from "./source.ts";

/** AWS's parser tells this much of a policy back. */
const SHOWN_CHARACTERS = 500;

/**
 * Refuses a policy in the words of AWS's parser: the reason, then the source and how far it had read. Where that stood
 * follows the recordings: a text is only begun when its type is enough to refuse it.
 */
export class Refusal {
  readonly #text: string;
  readonly #refuse: (reason: string) => ServiceError;

  /** `refuse` puts the operation's own words before the reason. */
  constructor(text: string, refuse: (reason: string) => ServiceError) {
    this.#text = text;
    this.#refuse = refuse;
  }

  /** Without a place: what AWS finds after reading. */
  plain(reason: string): ServiceError {
    return this.#refuse(reason);
  }

  /** The offending part has just been met. */
  on(source: Source, reason: string): ServiceError {
    const opensOnly = source.kind === "string" || source.kind === "object" || source.kind === "array";
    return this.at(opensOnly ? source.start + 1 : source.end, reason);
  }

  /** The parser had consumed so many characters. */
  at(consumed: number, reason: string): ServiceError {
    const before = this.#text.slice(0, consumed).split("\n");
    const column = (before.at(-1)?.length ?? 0) + 1;
    return this.#refuse(`${reason}\n at [Source: (String)${this.#shown()}; line: ${before.length}, column: ${column}]`);
  }

  notJson(): ServiceError {
    const word = /^\s*([A-Za-z_$][\w$]*)/.exec(this.#text);
    if (!word) return this.#refuse("failed to parse JSON. The policy is not well-formed");
    const expected = "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
    const place = `line: 1, column: ${word[0].length + 1}`;
    return this.#refuse(
      `failed to parse JSON. Unrecognized token '${word[1]}': ${expected}\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); ${place}]`,
    );
  }

  #shown(): string {
    const rest = this.#text.length - SHOWN_CHARACTERS;
    return `"${this.#text.slice(0, SHOWN_CHARACTERS)}"${rest > 0 ? `[truncated ${rest} chars]` : ""}`;
  }
}
