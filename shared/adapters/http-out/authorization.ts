import { createHash, randomBytes } from "node:crypto";

interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly credentials: { readonly user: string; readonly password: string };
}

/**
 * The Authorization header that answers an endpoint's challenge, as SNS answers it: Basic (RFC 7617) or Digest (RFC 7616, with
 * MD5 or SHA-256); undefined for any other. https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.https.ca.html
 */
export function authorizationFor(challenge: string | undefined, asked: Asked): string | undefined {
  const [, scheme = "", rest = ""] = /^\s*([A-Za-z]+)\s*(.*)$/s.exec(challenge ?? "") ?? [];
  if (scheme.toLowerCase() === "basic") return basic(asked.credentials);
  return scheme.toLowerCase() === "digest" ? digest(parametersOf(rest), asked) : undefined;
}

function basic({ user, password }: Asked["credentials"]): string {
  return `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
}

function digest(challenge: ReadonlyMap<string, string>, { method, target, credentials }: Asked): string | undefined {
  const { user, password } = credentials;
  const algorithm = challenge.get("algorithm") ?? "MD5";
  const name = HASHES[algorithm.toUpperCase()];
  if (name === undefined) return undefined;
  const hash = (text: string) => createHash(name).update(text, "utf8").digest("hex");
  const realm = challenge.get("realm") ?? "";
  const nonce = challenge.get("nonce") ?? "";
  const secret = hash(`${user}:${realm}:${password}`);
  const what = hash(`${method}:${target}`);
  const members = [`username="${user}"`, `realm="${realm}"`, `nonce="${nonce}"`, `uri="${target}"`];
  if (challenge.get("algorithm") !== undefined) members.push(`algorithm=${algorithm}`);
  if (challenge.get("opaque") !== undefined) members.push(`opaque="${challenge.get("opaque")}"`);
  if (offersAuth(challenge.get("qop"))) {
    const count = "00000001";
    const own = randomBytes(8).toString("hex");
    members.push("qop=auth", `nc=${count}`, `cnonce="${own}"`);
    members.push(`response="${hash(`${secret}:${nonce}:${count}:${own}:auth:${what}`)}"`);
  } else members.push(`response="${hash(`${secret}:${nonce}:${what}`)}"`);
  return `Digest ${members.join(", ")}`;
}

const HASHES: Readonly<Record<string, string | undefined>> = { MD5: "md5", "SHA-256": "sha256" };

function offersAuth(qualities: string | undefined): boolean {
  return qualities?.split(",").some((one) => one.trim() === "auth") === true;
}

/** `realm="a", nonce="b", qop=auth` */
function parametersOf(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/([A-Za-z]+)\s*=\s*(?:"([^"]*)"|([^\s,]+))/g);
  return new Map([...found].map(([, name = "", quoted, plain = ""]) => [name.toLowerCase(), quoted ?? plain]));
}
