import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Names of files that clients and servers like to get wrong, with what stands in them. */
export const ODD_FILES: Readonly<Record<string, string>> = {
  "plain.txt": "plain\n",
  empty: "",
  "with space/grüße 😀.txt": "emoji\n",
  "plus+percent%41/q?&=#;,@.txt": "reserved\n",
  "quotes'\"`/<tag>&amp;.txt": "quotes\n",
  "…/\u{ffee}.txt": "beyond ASCII\n",
  ".hidden/~tilde^(brackets)[1]{2}|$.txt": "shell\n",
};

/** Makes a folder with {@link ODD_FILES} in it. */
export async function writeOddFiles(folder: string): Promise<void> {
  for (const [name, text] of Object.entries(ODD_FILES)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** Ordered as S3 lists: by bytes. */
export function byBytes(names: Iterable<string>): string[] {
  return [...names].toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}
