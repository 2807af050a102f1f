import { createVerify, X509Certificate } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LmdbTableStore } from "../../shared/adapters/lmdb/table-store.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { fileKeeper } from "../../shared/adapters/signing/file-keeper.ts";
import { type KeyKeeper, RsaSigner } from "../../shared/adapters/signing/rsa-signer.ts";
import { tableKeeper } from "../../shared/adapters/signing/table-keeper.ts";
import { SystemClock } from "../../shared/adapters/system/clock.ts";
import { temporaryFolder } from "../api/support/temporary-folder.ts";
import { lmdbSubject } from "./subject.ts";

const random = new SeededRandom(1);
const clock = new SystemClock();

interface Place extends AsyncDisposable {
  readonly keeper: KeyKeeper;
}

async function inFile(): Promise<Place> {
  const folder = await temporaryFolder();
  return {
    keeper: fileKeeper(join(folder.path, "key.pem"), random),
    [Symbol.asyncDispose]: async () => folder.remove?.(),
  };
}

async function inRow(): Promise<Place> {
  const { port, dispose } = await lmdbSubject((environment) => new LmdbTableStore({ environment, random }))();
  return { keeper: tableKeeper(port), [Symbol.asyncDispose]: dispose };
}

/** 1024 bits are made in a tenth of the time and sign in the same way. */
const signerOn = (keeper: KeyKeeper) => new RsaSigner({ keeper, clock, random, bits: 1024 });

const verifies = (text: string, signature: string, pem: string, hash: string) =>
  createVerify(hash).update(text, "utf8").verify(pem, signature, "base64");

describe.each([
  ["a file", inFile],
  ["a row", inRow],
] as const)("a signer with its key in %s", (_name, open) => {
  test("signs so that its certificate verifies it, by both hashes", async () => {
    await using place = await open();
    const signer = signerOn(place.keeper);
    const { pem } = await signer.certificate();
    for (const hash of ["sha1", "sha256"] as const) {
      const signature = await signer.sign("grüße 🚀", hash);
      expect(verifies("grüße 🚀", signature, pem, hash)).toBe(true);
      expect(verifies("gruesse", signature, pem, hash)).toBe(false);
      expect(await signer.sign("grüße 🚀", hash)).toBe(signature);
    }
  });

  test("has the same key after a restart, and the same for all who begin at once", async () => {
    await using place = await open();
    const first = await Promise.all([1, 2, 3].map(() => signerOn(place.keeper).certificate()));
    expect(new Set(first.map(({ pem }) => pem)).size).toBe(1);
    expect(await signerOn(place.keeper).certificate()).toEqual(first[0]);
  });
});

test("the certificate is a sound X.509 certificate that signs itself", async () => {
  await using place = await inFile();
  const { pem, id } = await signerOn(place.keeper).certificate();
  const certificate = new X509Certificate(pem);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(certificate.subject).toBe("CN=Skyground topics");
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkIssued(certificate)).toBe(true);
  expect(certificate.validFromDate.getTime()).toBeLessThanOrEqual(Date.now());
  expect(certificate.validToDate.getTime()).toBeGreaterThan(Date.now() + 19 * 365 * 86_400_000);
});

test("nobody but the server's user may read the file", async () => {
  const folder = await temporaryFolder();
  const path = join(folder.path, "deep", "key.pem");
  await signerOn(fileKeeper(path, random)).certificate();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await folder.remove?.();
});

test("a key that could not be kept the first time is made and kept the next time", async () => {
  await using place = await inRow();
  const { keeper } = place;
  let failures = 1;
  const flaky: KeyKeeper = {
    load: keeper.load,
    keep: (key) => (failures-- > 0 ? Promise.reject(new Error("the disk is full")) : keeper.keep(key)),
  };
  const signer = signerOn(flaky);
  await expect(signer.sign("a", "sha1")).rejects.toThrow("the disk is full");
  const { pem } = await signer.certificate();
  expect(verifies("a", await signer.sign("a", "sha1"), pem, "sha1")).toBe(true);
});
