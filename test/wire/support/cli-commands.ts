import { expect } from "vitest";
import { loadModel } from "../../../shared/protocols/load-model.ts";
import type { AwsCli } from "./programs.ts";

/** The commands of one service, of which every built operation is to be used. */
export interface CliCommands {
  /** Runs `aws <service> <command> ...` and gives what it answered, as JSON; `{}` where it answers nothing. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer may be anything, and the test says what it must be.
  run(command: string, ...args: string[]): Promise<any>;
  /** Fails when an operation that is built was not run. */
  expectAll(): Promise<void>;
}

/** `aws s3api put-object ...`: each of a service's operations is a command of the AWS CLI. */
export function cliCommands({ aws }: Pick<AwsCli, "aws">, service: string, program = service): CliCommands {
  const used = new Set<string>();
  return {
    async run(command, ...args) {
      used.add(command);
      const text = await aws(program, command, ...args);
      return text.trim() === "" ? {} : JSON.parse(text);
    },
    async expectAll() {
      const model = await loadModel(service);
      const commands = Object.keys(model?.operations ?? {}).map(commandOf);
      expect(commands.filter((command) => !used.has(command))).toEqual([]);
    },
  };
}

/** `GetSMSAttributes` is `get-sms-attributes` there. */
function commandOf(operation: string): string {
  return operation
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replace(/([a-z\d])([A-Z])/g, "$1-$2")
    .toLowerCase();
}
