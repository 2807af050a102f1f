export type SignatureHash = "sha1" | "sha256";

export interface SigningCertificate {
  /** 32 hexadecimal digits that stand in the address it is fetched from; another certificate has another id. */
  readonly id: string;
  readonly pem: string;
}

/**
 * Signs what topics send, so that receivers can tell it from what anybody else sends them. There is one key, made when it is
 * first needed (that takes up to a second) and kept: what was signed once can be verified for as long as the data is there.
 */
export interface MessageSigner {
  /** RSA with PKCS #1 v1.5 padding over the text's UTF-8, in base64. */
  sign(text: string, hash: SignatureHash): Promise<string>;
  /** Holds the public key. Self-signed: whoever fetches it must trust the server that it came from. */
  certificate(): Promise<SigningCertificate>;
}
