import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Environment, openEnvironment } from "../../shared/adapters/lmdb/environment.ts";

/** An adapter under test, and how to get rid of it. */
export interface Subject<Port> {
  readonly port: Port;
  dispose(): Promise<void>;
}

export type CreateSubject<Port> = () => Promise<Subject<Port>>;

/** An adapter that holds nothing open. */
export function plainSubject<Port>(create: () => Port): CreateSubject<Port> {
  return async () => ({ port: create(), dispose: async () => {} });
}

/** An adapter on an LMDB environment of its own, which goes with it. */
export function lmdbSubject<Port extends { close(): Promise<void> }>(
  create: (environment: Environment) => Port,
): CreateSubject<Port> {
  return async () => {
    const folder = await temporaryFolder();
    const environment = openEnvironment(folder);
    const port = create(environment);
    return {
      port,
      async dispose() {
        await port.close();
        await environment.close();
        await rm(folder, { recursive: true });
      },
    };
  };
}

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "skyground-ports-"));
}
