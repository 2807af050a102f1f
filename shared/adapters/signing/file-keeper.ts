import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import type { Random } from "../../ports/random.ts";
import type { KeptKey, KeyKeeper } from "./rsa-signer.ts";

/** Only who runs the server may read the key. */
const MODE = 0o600;

/** Keeps the key in a file: the private key and its certificate, one after the other, in PEM. */
export function fileKeeper(path: string, random: Random): KeyKeeper {
  return {
    load: () => read(path),
    async keep(key) {
      await mkdir(dirname(path), { recursive: true });
      const draft = `${path}.${Buffer.from(random.bytes(6)).toString("hex")}`;
      try {
        await write(draft, `${key.privateKey}${key.certificate}`);
        // Unlike a rename, a link never replaces what is there; and nobody ever sees half a file.
        await link(draft, path).catch(unlessThere);
      } finally {
        await unlink(draft).catch(() => {});
      }
      return (await read(path)) ?? key;
    },
  };
}

async function write(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", MODE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function read(path: string): Promise<KeptKey | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const at = text.indexOf("-----BEGIN CERTIFICATE-----");
  return { privateKey: text.slice(0, at), certificate: text.slice(at) };
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
