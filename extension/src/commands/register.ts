import * as vscode from "vscode";
import type { TreeNode } from "../tree/node.ts";
import type { Command, CommandContext } from "./command.ts";

/** Registers commands; what one throws becomes one notification, with the log within reach. */
export function registerCommands(commands: readonly Command[], context: CommandContext): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map((command) =>
      vscode.commands.registerCommand(`skyground.${command.name}`, (node?: TreeNode) => run(command, context, node)),
    ),
  );
}

async function run(command: Command, context: CommandContext, node: TreeNode | undefined): Promise<void> {
  try {
    await command.run(context, node);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const answer = await vscode.window.showErrorMessage(text, "Show Log");
    if (answer) context.showLog();
  }
}
