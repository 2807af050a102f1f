import { utf8Length } from "../../core/bytes.ts";
import { MAX_SOURCE_BYTES, MAX_SOURCE_FILES, MAX_SOURCE_PATH_BYTES } from "./limits.ts";

/** Why a learner's code could not be fetched, in words for the task's owner. */
export class SourceError extends Error {}

export function checkAmount(files: number, bytes: number): void {
  if (files > MAX_SOURCE_FILES) throw new SourceError(`more than ${MAX_SOURCE_FILES} files are too many for a task`);
  if (bytes > MAX_SOURCE_BYTES) throw new SourceError(`more than ${MAX_SOURCE_BYTES} bytes are too much for a task`);
}

/** Relative, and inside: nothing may be written beside the task's own folder. */
export function checkPath(path: string): void {
  const steps = path.split("/");
  const safe = !/[\\\0]/.test(path) && !/^[a-z]:/i.test(path) && steps.every((step) => !["", ".", ".."].includes(step));
  if (!safe) throw new SourceError(`a file called ${JSON.stringify(path)} would lie outside the task's folder`);
  if (utf8Length(path) > MAX_SOURCE_PATH_BYTES) {
    throw new SourceError(`a path may have at most ${MAX_SOURCE_PATH_BYTES} bytes`);
  }
}
