import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { readCorsOrigins } from "./cors-origins.ts";
import { type OutgoingSettings, readOutgoing } from "./outgoing-settings.ts";
import { DEFAULT_HOST, DEFAULT_PORT } from "./server.ts";
import { StartError } from "./start-error.ts";

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly dataFolder: string;
  readonly apiKey: string | undefined;
  readonly accessLog: boolean;
  /** Whose pages may call AWS's services; lower case. */
  readonly corsOrigins: readonly string[];
  readonly outgoing: OutgoingSettings;
  /** Asked to be told something instead of to start. */
  readonly show?: "help" | "version";
}

export const USAGE = `Skyground: a playground for AWS on your own machine.

  npm start -- [options]

  --port <number>         where to listen, 4566 unless you say otherwise; 0 for a free port
  --host <address>        the address to bind, 127.0.0.1 unless you say otherwise; others need SKYGROUND_API_KEY
  --data <folder>         keeps everything, .skyground unless you say otherwise
  --cors-origin <origin>  web pages of this origin may call AWS's services; again for each, or with commas between
  --deliver-to-private    topics deliver to private addresses although other machines reach the server
  --access-log            a line of JSON on standard output for every request
  --help, --version       say so, and end

Variables, which options go before:

  SKYGROUND_PORT, SKYGROUND_HOST, SKYGROUND_DATA, SKYGROUND_CORS_ORIGINS, SKYGROUND_DELIVER_TO_PRIVATE=1
  SKYGROUND_API_KEY       the key to ask of every request; the secret access key of AWS's tools
  SKYGROUND_SMTP_URL      the mail server that topics' e-mails go out by: smtp://user:password@mail.example.com:587
  SKYGROUND_SMTP_FROM     the address that they are sent from
`;

const DEFAULT_DATA_FOLDER = ".skyground";

/** Arguments first, then the environment, then the defaults. Throws a StartError with a sentence. */
export function readSettings(args: readonly string[], environment: NodeJS.ProcessEnv): Settings {
  const values = parse(args);
  const show = values.help ? "help" : values.version ? "version" : undefined;
  const host = values.host ?? nonEmpty(environment.SKYGROUND_HOST) ?? DEFAULT_HOST;
  return {
    host,
    port: readPort(values.port, environment.SKYGROUND_PORT),
    dataFolder: resolve(values.data ?? nonEmpty(environment.SKYGROUND_DATA) ?? DEFAULT_DATA_FOLDER),
    apiKey: nonEmpty(environment.SKYGROUND_API_KEY),
    accessLog: values["access-log"] ?? false,
    corsOrigins: readCorsOrigins(values["cors-origin"], environment.SKYGROUND_CORS_ORIGINS),
    outgoing: readOutgoing({ host, deliverToPrivate: values["deliver-to-private"] ?? false }, environment),
    ...(show ? { show } : {}),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        host: { type: "string" },
        data: { type: "string" },
        "access-log": { type: "boolean" },
        "cors-origin": { type: "string", multiple: true },
        "deliver-to-private": { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    // Node's sentence names the argument; what follows a full stop is advice for programmers.
    const reason = error instanceof Error ? error.message.split(". ", 1)[0] : String(error);
    throw new StartError(`${reason}. Run it with --help to see what it takes.`);
  }
}

function readPort(argument: string | undefined, variable: string | undefined): number {
  const text = argument ?? nonEmpty(variable);
  if (text === undefined) return DEFAULT_PORT;
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  const source = argument === undefined ? "SKYGROUND_PORT" : "--port";
  throw new StartError(`${source} must be a number from 0 to 65535, not "${text}".`);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
