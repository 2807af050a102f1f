import { encodeHeaderWords } from "../../core/header-words.ts";
import type { Members } from "../compiled.ts";
import type { Member, Structure } from "../model.ts";
import { writeText } from "../text-value.ts";

type Headers = Record<string, string>;

/** Compiles a writer of what an answer says in its headers. */
export function headerWriter({ members }: Structure): (output: Members, headers: Headers) => void {
  const bound = Object.entries(members).filter(([, member]) => isHeader(member));
  return (output, headers) => {
    for (const [name, member] of bound) {
      const value = output[name];
      if (value === undefined || value === null) continue;
      const at = member.at ?? name;
      if (member.in === "header") headers[at] = headerText(member, value);
      else
        for (const [key, one] of Object.entries(value as Members))
          headers[`${at}${key}`] = encodeHeaderWords(String(one));
    }
  };
}

function isHeader(member: Member): boolean {
  return member.in === "header" || member.in === "prefix-headers";
}

function headerText(member: Member, value: unknown): string {
  const format = member.type === "timestamp" ? (member.format ?? "http-date") : "http-date";
  return safe(Array.isArray(value) ? value.map(String).join(",") : writeText(value, format));
}

/** A header carries Latin-1 without control characters. What doesn't fit goes as RFC 2047 has it. */
function safe(text: string): string {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text) ? text : encodeHeaderWords(text);
}
