/** A request as it is made, before it is an event of the door's. */
export interface Sent {
  readonly method: string;
  /** Percent-encoded, as it stands. */
  readonly path: string;
  /** Behind the question mark; empty for none. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The protocols, each of whatever services speak it. */
export const PROTOCOLS = ["json-1.0", "json-1.1", "query", "rest-xml", "rest-json"] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** What somebody can read and send again. */
export function describeSent({ method, path, query, headers, body }: Sent): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${JSON.stringify(value).slice(1, -1)}`);
  const text = body.toString("utf8");
  const isText = Buffer.from(text).equals(body);
  const shown = isText ? JSON.stringify(text) : `base64 ${body.toString("base64")}`;
  return [`${method} ${path}${query === "" ? "" : `?${query}`}`, ...lines, "", cut(shown)].join("\n");
}

const MAX_SHOWN = 4000;

function cut(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}... (${text.length} characters)` : text;
}
