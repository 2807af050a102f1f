import { afterAll, beforeAll } from "vitest";
import { assert } from "../../../shared/core/errors.ts";
import { startTestServer, type TestServer, type TestServerOptions } from "./server.ts";

/** What may be asked of a server that is ended by who started it. */
export type SharedServer = Omit<TestServer, "close" | typeof Symbol.asyncDispose>;

/**
 * A server for all tests of a file, there from the first hook on. What is made of it before, such as a client, asks it for its address
 * later.
 */
export function sharedServer(options: TestServerOptions = {}): SharedServer {
  let started: TestServer | undefined;
  beforeAll(async () => {
    started = await startTestServer(options);
  });
  afterAll(() => started?.close());
  const server = (): TestServer => {
    assert(started, "the server starts with the file's first hook");
    return started;
  };
  return {
    get url() {
      return server().url;
    },
    get port() {
      return server().port;
    },
    get engine() {
      return server().engine;
    },
    get api() {
      return server().api;
    },
    get errors() {
      return server().errors;
    },
    quiet: () => server().quiet(),
    blobs: () => server().blobs(),
  };
}
