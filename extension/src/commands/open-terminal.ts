import * as vscode from "vscode";
import type { Client } from "../api/client.ts";
import type { Command } from "./command.ts";

const NAME = "Skyground";

/** A terminal in which the AWS CLI and programs with an AWS SDK speak to the playground, and to nothing else. */
export const openTerminal: Command = {
  name: "openTerminal",
  async run({ client }) {
    terminalOf(client).show();
  },
};

/** What a lens over a command line does. */
export const runInTerminal: Command = {
  name: "runInTerminal",
  async run({ client }, line: unknown) {
    if (typeof line !== "string") throw new Error("Choose this above a line that begins with aws.");
    const terminal = terminalOf(client);
    terminal.show();
    // A shell would do more with some lines than call the CLI: those wait for the person to look and to press Enter.
    terminal.sendText(withEndpoint(line, client.baseUrl), isPlain(line));
  },
};

/** Version 1 of the CLI has an address of its own for SQS: it wants the playground's said. */
function withEndpoint(line: string, baseUrl: string): string {
  return line.includes("--endpoint-url") ? line : line.replace(/^aws\s/, `aws --endpoint-url ${baseUrl} `);
}

function isPlain(line: string): boolean {
  return !/[;&|<>`$()\\]|\p{Cc}/u.test(line);
}

/** The one that is open for this playground, or a new one. */
function terminalOf(client: Client): vscode.Terminal {
  const env = awsEnvironment(client);
  const open = vscode.window.terminals.find(({ name, exitStatus, creationOptions }) => {
    const own = "env" in creationOptions ? creationOptions.env : undefined;
    return name === NAME && exitStatus === undefined && sameEnvironment(own, env);
  });
  const message = [
    `AWS's tools speak to the playground at ${client.baseUrl} here. Try: aws s3 mb s3://uploads-bucket`,
    'Version 1 of the CLI takes --endpoint-url "$AWS_ENDPOINT_URL" with "aws sqs".',
  ].join("\r\n");
  return open ?? vscode.window.createTerminal({ name: NAME, env, message });
}

type Environment = Readonly<Record<string, string | null | undefined>>;

function sameEnvironment(one: Environment | undefined, other: Environment): boolean {
  return one !== undefined && Object.entries(other).every(([name, value]) => one[name] === value);
}

/** What would lead elsewhere is taken away (null): a profile, a session, a wish to pass over endpoints. */
export function awsEnvironment({ baseUrl, apiKey }: Pick<Client, "baseUrl" | "apiKey">): Record<string, string | null> {
  return {
    AWS_ENDPOINT_URL: baseUrl,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: apiKey ?? "test",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_REGION: "us-east-1",
    // Version 2 of the CLI would open a pager for each answer.
    AWS_PAGER: "",
    AWS_PROFILE: null,
    AWS_SESSION_TOKEN: null,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: null,
  };
}
