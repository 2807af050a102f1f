import { StartError } from "./start-error.ts";

/** `http://localhost:5173`: scheme, host and port, and nothing behind, as browsers write it. */
const ORIGIN = /^https?:\/\/(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?$/;

/**
 * The origins whose pages may call AWS's services: from the arguments, or a list with commas. `*` is refused: any page that a browser
 * on this machine shows could start processes here.
 */
export function readCorsOrigins(args: readonly string[] | undefined, variable: string | undefined): readonly string[] {
  const given = (args ?? [variable ?? ""]).flatMap((text) => text.split(","));
  const origins = given
    .map((origin) => origin.trim().toLowerCase().replace(/\/$/, ""))
    .filter((origin) => origin !== "");
  const wrong = origins.find((origin) => !ORIGIN.test(origin));
  if (wrong === undefined) return origins;
  throw new StartError(
    `"${wrong}" is no origin of web pages, such as http://localhost:5173: a scheme, a host and perhaps a port. ` +
      "Every page that may call this server has to be named.",
  );
}
