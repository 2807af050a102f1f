import type { MessageSigner } from "../../ports/message-signer.ts";
import type { Subscription, Topic } from "./model.ts";

/** What an envelope says of who sent it. */
export interface Signature {
  readonly version: "1" | "2";
  readonly signature: string;
  readonly certificateUrl: string;
}

export interface Signing {
  readonly topic: Pick<Topic, "signatureVersion">;
  /** The certificate is fetched from where the subscriber found this server; without an address there is no signature. */
  readonly subscription: Pick<Subscription, "baseUrl">;
  readonly signer: MessageSigner;
}

/**
 * Signs an envelope's members as AWS does, so that AWS's own libraries verify it: version 1 by SHA1 and 2 by SHA256, with RSA.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export async function signatureOf(
  members: Readonly<Record<string, string | undefined>>,
  { topic, subscription, signer }: Signing,
): Promise<Signature | undefined> {
  if (subscription.baseUrl === "") return undefined;
  const version = topic.signatureVersion === "2" ? "2" : "1";
  const signature = await signer.sign(stringToSign(members), version === "2" ? "sha256" : "sha1");
  const { id } = await signer.certificate();
  return { version, signature, certificateUrl: `${subscription.baseUrl}${certificatePath(id)}` };
}

/** Names in the order of the alphabet, each on a line of its own and its value on the next. */
function stringToSign(members: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  const lines = given
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}\n${value}\n`);
  return lines.join("");
}

/** AWS's path: receivers look at its form. */
function certificatePath(id: string): string {
  return `/SimpleNotificationService-${id}.pem`;
}
