import { ServiceError } from "../../core/errors.ts";
import type { Source } from "../codec.ts";
import type { Members } from "../compiled.ts";
import type { Member, Structure } from "../model.ts";
import { textReader } from "../text-value.ts";
import { decodePercent, decodeQueryText } from "./percent.ts";

type Bound = (source: Source, found: Members) => void;

/** Compiles a reader of what stands in the path, the query and the headers of a request. */
export function bindingReader({ members }: Structure): (source: Source) => Members {
  const bound = Object.entries(members).flatMap(([name, member]) => {
    const read = bind(name, member);
    return read ? [read] : [];
  });
  return (source) => {
    const found: Members = {};
    for (const read of bound) read(source, found);
    return found;
  };
}

function bind(name: string, member: Member): Bound | undefined {
  const { at = name } = member;
  switch (member.in) {
    case "label":
      return ({ labels }, found) => {
        const text = labels?.[name];
        if (text !== undefined) found[name] = decodeUri(text, decodePercent);
      };
    case "query":
      return bindQuery(name, at, member);
    case "header":
      return bindHeader(name, at, member);
    case "prefix-headers":
      return ({ request }, found) => {
        // No prototype: a header may have any name.
        const map: Members = Object.create(null);
        for (const header in request.headers) {
          if (header.startsWith(at) && header.length > at.length)
            map[header.slice(at.length)] = request.headers[header];
        }
        found[name] = map;
      };
    default:
      return undefined;
  }
}

function bindQuery(name: string, at: string, member: Member): Bound {
  if (member.type === "list") {
    const read = parameterReader(at, member.member);
    return ({ request }, found) => {
      const values = request.query[at];
      if (values) found[name] = values.map((value) => read(decodeUri(value, decodeQueryText)));
    };
  }
  const read = parameterReader(at, member);
  return ({ request }, found) => {
    const value = request.query[at]?.[0];
    if (value !== undefined) found[name] = read(decodeUri(value, decodeQueryText));
  };
}

function bindHeader(name: string, at: string, member: Member): Bound {
  if (member.type === "list") {
    return ({ request }, found) => {
      const value = request.headers[at];
      if (value !== undefined) found[name] = value.split(",").map((one) => one.trim());
    };
  }
  const read = parameterReader(at, member);
  return ({ request }, found) => {
    const text = request.headers[at];
    // A header that is there and empty says nothing.
    const value = text === undefined || text === "" ? undefined : read(text);
    if (value !== undefined) found[name] = value;
  };
}

function parameterReader(at: string, member: Member): (text: string) => unknown {
  if (member.type === "timestamp") {
    const read = textReader(member, () => NO_DATE);
    // HTTP asks to pass over a date that is none.
    return (text) => {
      try {
        return read(text);
      } catch {
        return undefined;
      }
    };
  }
  if (member.type === "boolean") return (text) => text.toLowerCase() === "true";
  return textReader(member, (text) => {
    const message = `Provided ${at} not an integer or within integer range`;
    return new ServiceError("InvalidArgument", message, { details: { ArgumentName: at, ArgumentValue: text } });
  });
}

const NO_DATE = new Error("No date");

function decodeUri(text: string, decode: (text: string) => string | undefined): string {
  const decoded = decode(text);
  // Half of an emoji has no UTF-8: it came through no socket, and no store could keep it.
  if (decoded?.isWellFormed()) return decoded;
  throw new ServiceError("InvalidURI", "Couldn't parse the specified URI.", { details: { URI: text } });
}
