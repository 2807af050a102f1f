/** A text with `*` for any characters, also none. `\*` and `\\` stand for themselves. */
export interface Wildcard {
  readonly text: string;
  /** What stands between the asterisks, with the escapes taken out; one part more than asterisks. */
  readonly parts: readonly string[];
}

/** Reads a pattern, or says what is wrong in the words of AWS's parser. */
export function readWildcard(text: string): Wildcard | { readonly fault: string } {
  const parts = [""];
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? "";
    if (character === "*") {
      if (text[at + 1] === "*") return { fault: `Consecutive wildcard characters at pos ${position(text, at)}` };
      parts.push("");
    } else if (character === "\\") {
      at += 1;
      const escaped = text[at] ?? "";
      if (escaped !== "*" && escaped !== "\\")
        return { fault: `Invalid escape character at pos ${position(text, at - 1)}` };
      parts.push(`${parts.pop()}${escaped}`);
    } else {
      parts.push(`${parts.pop()}${character}`);
    }
    at += 1;
  }
  return { text, parts };
}

/** AWS counts bytes, and the quotation mark before the pattern is the first. */
function position(text: string, at: number): number {
  return Buffer.byteLength(text.slice(0, at), "utf8") + 1;
}

/** Looks for the parts one after the other: no expression that a pattern could make slow. */
export function fits({ parts }: Wildcard, value: string): boolean {
  const [first = "", ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
}
