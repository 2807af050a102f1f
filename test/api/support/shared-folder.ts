import { afterAll, beforeAll } from "vitest";
import { assert } from "../../../shared/core/errors.ts";
import { type TemporaryFolder, temporaryFolder } from "./temporary-folder.ts";

/** A folder for all tests of a file or a group, which goes with them. */
export function sharedFolder(): { readonly path: string } {
  let folder: TemporaryFolder | undefined;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => folder?.remove?.());
  return {
    get path() {
      assert(folder, "the folder is there from the first hook on");
      return folder.path;
    },
  };
}
