import * as vscode from "vscode";
import type { Client } from "../api/client.ts";
import type { Command } from "./command.ts";

/** A terminal in which the AWS CLI and programs with an AWS SDK speak to the playground, and to nothing else. */
export const openTerminal: Command = {
  name: "openTerminal",
  async run({ client }) {
    const message = [
      `AWS's tools speak to the playground at ${client.baseUrl} here. Try: aws s3 mb s3://uploads-bucket`,
      'Version 1 of the CLI takes --endpoint-url "$AWS_ENDPOINT_URL" with "aws sqs".',
    ].join("\r\n");
    vscode.window.createTerminal({ name: "Skyground", env: awsEnvironment(client), message }).show();
  },
};

/** What would lead elsewhere is taken away (null): a profile, a session, endpoints of single services. */
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
