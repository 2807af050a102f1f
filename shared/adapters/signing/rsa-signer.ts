import { createPrivateKey, generateKeyPair, type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";
import type { Clock } from "../../ports/clock.ts";
import type { MessageSigner, SignatureHash, SigningCertificate } from "../../ports/message-signer.ts";
import type { Random } from "../../ports/random.ts";
import { readCertificate, selfSigned } from "./certificate.ts";

/** Both in PEM. */
export interface KeptKey {
  readonly privateKey: string;
  readonly certificate: string;
}

/** Where the key is kept. */
export interface KeyKeeper {
  load(): Promise<KeptKey | undefined>;
  /** Keeps the key unless there is one already; resolves with the one that is kept. */
  keep(key: KeptKey): Promise<KeptKey>;
}

export interface RsaSignerOptions {
  readonly keeper: KeyKeeper;
  readonly clock: Clock;
  readonly random: Random;
  /** AWS's certificates have 2048. */
  readonly bits?: number;
}

interface OpenKey {
  readonly privateKey: KeyObject;
  readonly certificate: SigningCertificate;
}

/** One message goes to many subscribers with one signature, and their deliveries come one soon after the other. */
const REMEMBERED_SIGNATURES = 256;
/** Longer texts are signed anew rather than held in memory. */
const MAX_REMEMBERED_LENGTH = 8192;
const SERIAL_BYTES = 16;
const DEFAULT_BITS = 2048;

const generate = promisify(generateKeyPair);
const signAsync = promisify(sign);

/** Signs with an RSA key that it makes when it is first asked for, off the main thread, and keeps. */
export class RsaSigner implements MessageSigner {
  readonly #options: RsaSignerOptions;
  readonly #signatures = new Map<string, Promise<string>>();
  #key: Promise<OpenKey> | undefined;

  constructor(options: RsaSignerOptions) {
    this.#options = options;
  }

  async sign(text: string, hash: SignatureHash): Promise<string> {
    if (text.length > MAX_REMEMBERED_LENGTH) return this.#sign(text, hash);
    const name = `${hash}\n${text}`;
    const signature = this.#signatures.get(name) ?? this.#sign(text, hash);
    // Again at the end of the map, whose beginning is what was not asked for longest.
    this.#signatures.delete(name);
    this.#signatures.set(name, signature);
    signature.catch(() => this.#signatures.delete(name));
    for (const oldest of this.#signatures.keys()) {
      if (this.#signatures.size <= REMEMBERED_SIGNATURES) break;
      this.#signatures.delete(oldest);
    }
    return signature;
  }

  async certificate(): Promise<SigningCertificate> {
    return (await this.#open()).certificate;
  }

  async #sign(text: string, hash: SignatureHash): Promise<string> {
    const { privateKey } = await this.#open();
    return (await signAsync(hash, Buffer.from(text, "utf8"), privateKey)).toString("base64");
  }

  #open(): Promise<OpenKey> {
    if (this.#key) return this.#key;
    const key = this.#load();
    this.#key = key;
    // What went wrong once (a full disk) may go right the next time.
    key.catch(() => {
      this.#key = undefined;
    });
    return key;
  }

  async #load(): Promise<OpenKey> {
    const { keeper } = this.#options;
    const kept = (await keeper.load()) ?? (await keeper.keep(await this.#make()));
    return { privateKey: createPrivateKey(kept.privateKey), certificate: readCertificate(kept.certificate) };
  }

  async #make(): Promise<KeptKey> {
    const { clock, random, bits = DEFAULT_BITS } = this.#options;
    // The key itself must not come from injected chance, which a seed reproduces.
    const { privateKey } = await generate("rsa", { modulusLength: bits });
    const serial = random.bytes(SERIAL_BYTES);
    const certificate = selfSigned({ privateKey, serial, validFrom: clock.now() });
    return {
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      certificate: certificate.pem,
    };
  }
}
