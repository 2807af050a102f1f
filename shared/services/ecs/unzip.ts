import yauzl from "yauzl";
import { MAX_SOURCE_FILES } from "./limits.ts";
import { checkAmount, checkPath, SourceError } from "./source-limits.ts";

export interface ZippedFile {
  readonly path: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Folders have entries too. A directory that claims millions is not read to its end. */
const MAX_ENTRIES = 2 * MAX_SOURCE_FILES;

/** The files of a zip. Every name and size is checked before the first file is unpacked. Throws a SourceError. */
export async function unzip(zip: Buffer): Promise<AsyncIterable<ZippedFile>> {
  const { file, entries } = await readDirectory(zip);
  const files = entries.filter(({ fileName }) => !fileName.endsWith("/"));
  if (files.length === 0) throw new SourceError("the zip holds no file");
  for (const entry of files) {
    checkPath(entry.fileName);
    if (!entry.canDecodeFileData()) throw new SourceError(`${entry.fileName} is encrypted or packed in an unknown way`);
  }
  checkAmount(
    files.length,
    files.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0),
  );
  return unpackEach();

  async function* unpackEach(): AsyncGenerator<ZippedFile> {
    // yauzl ends a stream with an error when an entry is longer than its directory says.
    for (const entry of files) yield { path: entry.fileName, bytes: await file.openReadStreamPromise(entry) };
  }
}

async function readDirectory(zip: Buffer): Promise<{ file: yauzl.ZipFile; entries: readonly yauzl.Entry[] }> {
  try {
    // Streams are opened after the directory has been read to its end.
    const file = await yauzl.fromBufferPromise(zip, { autoClose: false });
    const entries: yauzl.Entry[] = [];
    for await (const entry of file.eachEntry()) {
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) break;
    }
    return { file, entries };
  } catch (error) {
    throw new SourceError(`this is no zip that can be read: ${error instanceof Error ? error.message : error}`);
  }
}
