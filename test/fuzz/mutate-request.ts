import type { Chance } from "./chance.ts";
import { mutateText } from "./mutate-value.ts";
import type { Sent } from "./sent.ts";
import { HEADERS, PARAMETERS } from "./spice.ts";
import { headerText } from "./write-rest.ts";

const METHODS = ["GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH"];

/** Changes one thing of a written request: a byte, a header, the query, the path, the method. */
export function mutateRequest(sent: Sent, chance: Chance): Sent {
  switch (chance.below(9)) {
    case 0:
    case 1:
    case 2:
      return { ...sent, body: mutateBytes(sent.body, chance) };
    case 3:
      return { ...sent, headers: withoutHeader(sent.headers, chance) };
    case 4: {
      const [name, value] = chance.pick(HEADERS);
      return { ...sent, headers: { ...sent.headers, [name]: value } };
    }
    case 5: {
      const name = chance.pick(["host", ...Object.keys(sent.headers)]);
      const value = headerText(mutateText(sent.headers[name] ?? "", chance));
      return { ...sent, headers: { ...sent.headers, [name]: value } };
    }
    case 6:
      return { ...sent, query: [sent.query, chance.pick(PARAMETERS)].filter(Boolean).join("&") };
    case 7:
      return { ...sent, ...mutateTarget(sent, chance) };
    default:
      return { ...sent, method: chance.pick(METHODS) };
  }
}

function mutateTarget({ path, query }: Sent, chance: Chance): Pick<Sent, "path" | "query"> {
  // What is no visible character of ASCII never gets through Node's parser.
  const visible = (text: string) =>
    text.replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character.toWellFormed()));
  if (chance.once(2)) return { path, query: visible(mutateText(query, chance)).replace(/#/g, "") };
  const changed = visible(mutateText(path, chance)).replace(/[?#]/g, "");
  return { path: changed.startsWith("/") ? changed : `/${changed}`, query };
}

function withoutHeader(headers: Sent["headers"], chance: Chance): Sent["headers"] {
  const gone = chance.pick(["host", ...Object.keys(headers)]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== gone));
}

function mutateBytes(body: Buffer, chance: Chance): Buffer {
  const at = chance.below(body.length + 1);
  const head = body.subarray(0, at);
  const tail = body.subarray(at);
  switch (chance.below(6)) {
    case 0:
      return head;
    case 1:
      return Buffer.concat([head, chance.bytes(1 + chance.below(4)), tail]);
    case 2:
      return Buffer.concat([head, tail.subarray(1 + chance.below(8))]);
    case 3:
      return Buffer.concat([head, tail, tail]);
    case 4:
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]);
    default:
      return Buffer.from(mutateText(body.toString("latin1"), chance), "utf8");
  }
}
