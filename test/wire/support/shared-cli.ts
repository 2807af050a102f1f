import { afterAll, beforeAll } from "vitest";
import { assert } from "../../../shared/core/errors.ts";
import { sharedFolder } from "../../api/support/shared-folder.ts";
import { sharedServer } from "../../api/support/shared-server.ts";
import { type AwsCli, awsCli } from "./programs.ts";

/** The AWS CLI for all tests of a group, with a server and a folder of its own. */
export function sharedCli() {
  const server = sharedServer();
  const folder = sharedFolder();
  let cli: AwsCli | undefined;
  beforeAll(() => {
    cli = awsCli(server.url, folder.path);
  });
  afterAll(() => cli?.close());
  const aws: AwsCli["aws"] = (...args) => {
    assert(cli, "the command is there from the first hook on");
    return cli.aws(...args);
  };
  return { server, folder, aws };
}
