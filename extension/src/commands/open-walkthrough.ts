import * as vscode from "vscode";
import type { Command } from "./command.ts";

/** As the manifest names it: publisher.name#walkthrough. */
const WALKTHROUGH = "skyground.skyground-vscode#skyground.start";

export const openWalkthrough: Command = {
  name: "openWalkthrough",
  async run() {
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", WALKTHROUGH, false);
  },
};
