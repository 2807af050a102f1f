import type { Credentials } from "@aws-sdk/client-sts";
import { accessKeyId, KEY_CHANCE_BYTES, TEMPORARY_KEY } from "../../core/access-key-id.ts";
import type { ReadTools, RequestContext } from "../service.ts";
import { type Session, secretOf, writeToken } from "./session-token.ts";
import { putSigningKey, signingKeyKey } from "./table.ts";

const SIGNING_KEY_BYTES = 32;

/** What making credentials needs to have read and drawn. */
export interface Mint {
  readonly signingKey: Uint8Array;
  /** Nobody has asked for credentials before: the key is stored with these. */
  readonly isFirst: boolean;
  readonly chance: Uint8Array;
  readonly wallNow: number;
}

export async function readMint({ store, context, random, wallNow }: ReadTools): Promise<Mint> {
  const row = await store.get(signingKeyKey(context));
  const signingKey = (row?.value as Uint8Array | undefined) ?? random.bytes(SIGNING_KEY_BYTES);
  return { signingKey, isFirst: row === undefined, chance: random.bytes(KEY_CHANCE_BYTES), wallNow };
}

/**
 * Makes credentials. They are not stored anywhere: the token is signed, and the secret follows from the access key id. They end in
 * wall time, as AWS's clients have no other.
 */
export function issue(
  { signingKey, isFirst, chance, wallNow }: Mint,
  { account, arn, seconds }: { readonly account: string; readonly arn?: string | undefined; readonly seconds: number },
  context: RequestContext,
) {
  // AWS gives whole seconds.
  const expiresAt = (Math.floor(wallNow / 1000) + seconds) * 1000;
  const id = accessKeyId(TEMPORARY_KEY, account, chance);
  const session: Session = { accessKeyId: id, account, ...(arn === undefined ? {} : { arn }), expiresAt };
  const credentials: Credentials = {
    AccessKeyId: id,
    SecretAccessKey: secretOf(signingKey, id),
    SessionToken: writeToken(signingKey, session),
    Expiration: new Date(expiresAt),
  };
  return { credentials, writes: isFirst ? [putSigningKey(context, signingKey)] : [] };
}
