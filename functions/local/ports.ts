import type { OpenPorts } from "./server.ts";
import { StartError } from "./start-error.ts";

/** The local server's adapters over a data folder. */
export async function openPorts({ dataFolder }: { readonly dataFolder: string }): Promise<OpenPorts> {
  throw new StartError(`No adapter keeps data in ${dataFolder} yet.`);
}
