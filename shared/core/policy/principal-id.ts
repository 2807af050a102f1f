import { createHash } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const ID_CHARACTERS = 17;

/**
 * The id that AWS gives to a role beside its name: `AROA` and 17 characters. There is no IAM to give one, so it is made of the name: the
 * same role always has the same.
 */
export function roleId(account: string, name: string): string {
  const hash = createHash("sha256").update(`${account} role ${name}`).digest();
  const letters = Array.from(hash.subarray(0, ID_CHARACTERS), (byte) => ALPHABET[byte % ALPHABET.length] ?? "");
  return `AROA${letters.join("")}`;
}

/** What `aws:userid` and GetCallerIdentity's UserId say of a principal of an account. */
export function userId(account: string, arn: string | undefined): string {
  const [, kind, path = ""] = /^arn:aws:[a-z]+::\d{12}:([a-z-]+)\/(.+)$/s.exec(arn ?? "") ?? [];
  if (kind === "assumed-role") {
    const [role = "", session = ""] = path.split("/");
    return `${roleId(account, role)}:${session}`;
  }
  return kind === "federated-user" ? `${account}:${path}` : account;
}
