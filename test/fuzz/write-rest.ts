import type { HttpPattern, Member, ServiceModel } from "../../shared/protocols/model.ts";
import type { Chance } from "./chance.ts";
import { isMembers } from "./mutate-value.ts";
import type { Sent } from "./sent.ts";
import type { Members } from "./values.ts";
import { textOfValue, writeJson } from "./write-json.ts";
import { writeXml } from "./write-xml.ts";

interface Draft {
  path: string;
  readonly query: string[];
  readonly headers: Record<string, string>;
  body: Buffer;
}

/** A request of a service that says by method, path, query and headers what is meant. */
export function writeRest(
  operation: { readonly input?: string; readonly http?: HttpPattern },
  input: unknown,
  model: ServiceModel,
  chance: Chance,
): Sent {
  const { input: shape = "", http = { method: "GET", path: "/", status: 200 } } = operation;
  const [path = "", literal = ""] = http.path.split("?");
  const draft: Draft = { path, query: literal === "" ? [] : [literal], headers: {}, body: Buffer.alloc(0) };
  for (const [name, value] of Object.entries(http.query ?? {})) {
    if (value !== null || !isBound(model, shape, name)) draft.query.push(value === null ? name : `${name}=${value}`);
  }
  const members = isMembers(input) ? input : {};
  const inBody: Members = {};
  for (const [name, value] of Object.entries(members)) {
    const types = model.structures[shape]?.members ?? {};
    const member = Object.hasOwn(types, name) ? types[name] : undefined;
    if (!member || !place(name, value, member, draft, model)) inBody[name] = value;
  }
  if (Object.keys(inBody).length > 0 && draft.body.length === 0 && model.protocol === "rest-json") {
    draft.body = Buffer.from(writeJson(inBody));
  }
  const body = draft.body.length > 0 && chance.once(12) ? chunked(draft, chance) : draft.body;
  return {
    method: http.method,
    path: draft.path.replace(/\{[^}]*\}/g, "x"),
    query: draft.query.join("&"),
    headers: draft.headers,
    body,
  };
}

function isBound({ structures }: ServiceModel, shape: string, parameter: string): boolean {
  const members = Object.values(structures[shape]?.members ?? {});
  return members.some((member) => member.in === "query" && member.at === parameter);
}

/** Puts a member where the model says that it stands; false for what is of the body. */
function place(name: string, value: unknown, member: Member, draft: Draft, model: ServiceModel): boolean {
  const { at = name } = member;
  const encode = encodeURIComponent;
  switch (member.in) {
    case "label":
      draft.path = draft.path
        .replace(`{${name}}`, () => safely(encode, textOfValue(value)))
        .replace(`{${name}+}`, () =>
          textOfValue(value)
            .split("/")
            .map((part) => safely(encode, part))
            .join("/"),
        );
      return true;
    case "query":
      for (const one of Array.isArray(value) ? value : [value])
        draft.query.push(`${at}=${safely(encode, textOfValue(one))}`);
      return true;
    case "header":
      draft.headers[at] = headerText(
        Array.isArray(value) ? value.map((one) => textOfValue(one)).join(",") : textOfValue(value, "http"),
      );
      return true;
    case "prefix-headers":
      if (isMembers(value))
        for (const [key, one] of Object.entries(value))
          draft.headers[`${at}${key.toLowerCase()}`] = headerText(textOfValue(one));
      return true;
    case "payload":
      draft.body = payload(value, member, model);
      return true;
    default:
      return false;
  }
}

function payload(value: unknown, member: Member, model: ServiceModel): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (member.type !== "structure" || !isMembers(value)) return Buffer.from(textOfValue(value));
  if (model.protocol === "rest-json") return Buffer.from(writeJson(value));
  const root = member.xmlName ?? member.shape;
  return Buffer.from(`<${root}>${writeXml(value, member.shape, model)}</${root}>`);
}

/** The same bytes in AWS's frames, as its clients send streams. */
function chunked(draft: Draft, chance: Chance): Buffer {
  const { headers, body } = draft;
  headers["x-amz-content-sha256"] = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  headers["x-amz-decoded-content-length"] = String(body.length);
  const trailer = chance.once(2) ? "x-amz-checksum-crc32:AAAAAA==\r\n" : "";
  if (trailer !== "") headers["x-amz-trailer"] = "x-amz-checksum-crc32";
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from(`\r\n0\r\n${trailer}\r\n`)]);
}

/** A header goes over the wire as Latin-1 without control characters; Node refuses others before anybody of ours sees them. */
export function headerText(text: string): string {
  return Buffer.from(text.slice(0, 8000), "utf8")
    .toString("latin1")
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, "");
}

/** A lone surrogate can't be percent-encoded. */
function safely(encode: (text: string) => string, text: string): string {
  return encode(text.isWellFormed() ? text : text.toWellFormed());
}
