import type { Secrets } from "../../shared/protocols/signature/verify.ts";

interface KeyOptions {
  readonly apiKey?: string | undefined;
  readonly accessKeys?: ReadonlyMap<string, string> | undefined;
}

/**
 * Whose signatures are held to what secret; undefined where keys are anything, as on a machine of one's own. A server that asks
 * for an API key asks AWS's clients for it too: it is the secret of every access key, whose id then only says the account.
 */
export function secretsOf({ apiKey, accessKeys }: KeyOptions): Secrets | undefined {
  if (accessKeys) return (accessKeyId) => accessKeys.get(accessKeyId);
  return apiKey === undefined ? undefined : () => apiKey;
}
