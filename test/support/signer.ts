import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { selfSigned } from "../../shared/adapters/signing/certificate.ts";
import type { MessageSigner, SigningCertificate } from "../../shared/ports/message-signer.ts";

interface TestKey {
  readonly privateKey: KeyObject;
  readonly certificate: SigningCertificate;
}

/** One key for all worlds of a test file, half as long as real ones: making it takes a tenth of the time. */
let key: TestKey | undefined;

function testKey(): TestKey {
  if (key) return key;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  key = { privateKey, certificate: selfSigned({ privateKey, serial: new Uint8Array(16), validFrom: 0 }) };
  return key;
}

/** Signs at once: what a real signer does on another thread would mix up the order of things in a simulation. */
export const testSigner: MessageSigner = {
  sign: async (text, hash) => sign(hash, Buffer.from(text, "utf8"), testKey().privateKey).toString("base64"),
  certificate: async () => testKey().certificate,
};
