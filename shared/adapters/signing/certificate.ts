import { createHash, createPublicKey, type KeyObject, sign } from "node:crypto";
import type { SigningCertificate } from "../../ports/message-signer.ts";
import { bits, explicit, identifier, integer, nothing, sequence, set, text, time } from "./der.ts";

const COMMON_NAME = "2.5.4.3";
const SHA256_WITH_RSA = "1.2.840.113549.1.1.11";
const VERSION_3 = 2;
const NAME = "Skyground topics";
/** AWS changes its certificate about once a year; ours stays as long as the data does. */
const VALID_YEARS = 20;
const MILLISECONDS_PER_YEAR = 365 * 24 * 60 * 60 * 1000;
const ID_DIGITS = 32;

export interface CertificateOptions {
  readonly privateKey: KeyObject;
  /** 16 bytes that no other certificate has. */
  readonly serial: Uint8Array;
  /** Wall time, epoch milliseconds. */
  readonly validFrom: number;
  /** Its common name. */
  readonly name?: string;
}

/** A self-signed X.509 certificate of an RSA key (RFC 5280). Node reads certificates and writes none. */
export function selfSigned({
  privateKey,
  serial,
  validFrom,
  name: own = NAME,
}: CertificateOptions): SigningCertificate {
  const algorithm = sequence(identifier(SHA256_WITH_RSA), nothing());
  const name = sequence(set(sequence(identifier(COMMON_NAME), text(own))));
  const content = sequence(
    explicit(0, integer(Buffer.of(VERSION_3))),
    integer(positive(serial)),
    algorithm,
    name,
    sequence(time(validFrom), time(validFrom + VALID_YEARS * MILLISECONDS_PER_YEAR)),
    name,
    createPublicKey(privateKey).export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", content, privateKey);
  const certificate = sequence(content, algorithm, bits(signature));
  return readCertificate(pem(certificate));
}

/** A certificate that was kept, under the id that it had: it is of its bytes. */
export function readCertificate(text: string): SigningCertificate {
  return { id: createHash("sha256").update(text).digest("hex").slice(0, ID_DIGITS), pem: text };
}

/** RFC 5280 wants a serial number above zero with at most 20 bytes. */
function positive(serial: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(serial);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
