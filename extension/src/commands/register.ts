import * as vscode from "vscode";
import { ProblemError } from "../api/problem.ts";
import type { TreeNode } from "../tree/node.ts";
import type { Command, CommandContext } from "./command.ts";

/** Registers commands; what one throws becomes one notification. */
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
    await tell(error, context);
  }
}

/** With what helps on: the help's page on a refusal that has one, the log on what is nobody's fault here. */
async function tell(error: unknown, context: CommandContext): Promise<void> {
  const text = error instanceof Error ? error.message : String(error);
  const refused = error instanceof ProblemError && error.status < 500;
  const term = refused ? error.docs?.split("/").at(-1) : undefined;
  if (refused && term === undefined) return void vscode.window.showErrorMessage(text);
  const answer = await vscode.window.showErrorMessage(text, term === undefined ? "Show Log" : "Explain");
  if (answer === "Show Log") context.showLog();
  if (answer === "Explain" && term !== undefined)
    await context.texts.showPage({ kind: "term", name: `${term}.md`, term });
}
