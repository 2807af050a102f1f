import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import manifest from "../../extension/package.json" with { type: "json" };
import { deactivate } from "../../extension/src/extension.ts";
import { activateOnMock } from "./support/session.ts";
import { editor } from "./support/vscode.ts";

const declared = manifest.contributes.commands.map(({ command }) => command);
const [walkthrough] = manifest.contributes.walkthroughs;
const steps = walkthrough?.steps ?? [];

afterEach(async () => {
  await deactivate();
  editor.forget();
});

describe("the manifest", () => {
  test("declares every command that is registered, and no other", () => {
    const { subscriptions } = activateOnMock();
    expect([...editor.commands.keys()].sort()).toEqual([...declared].sort());
    for (const each of subscriptions) each.dispose();
  });

  test("puts only declared commands into menus, the welcome view and the walkthrough", () => {
    const inMenus = Object.values(manifest.contributes.menus).flatMap((items) =>
      items.flatMap((item) => ("command" in item ? [item.command] : [])),
    );
    const texts = [
      ...manifest.contributes.viewsWelcome.map(({ contents }) => contents),
      ...steps.map(({ description }) => description),
    ];
    const inTexts = texts.flatMap((text) => [...text.matchAll(/command:([\w.]+)/g)].map(([, command]) => command));
    const inEvents = steps.flatMap(({ completionEvents }) =>
      completionEvents.flatMap((event) => /^onCommand:(.+)$/.exec(event)?.[1] ?? []),
    );
    const used = [...inMenus, ...inTexts, ...inEvents];
    expect(used.filter((command) => !declared.includes(command ?? ""))).toEqual([]);
  });

  test("has a page for every step of the walkthrough, and opens it by its name", async () => {
    expect(steps.filter(({ media }) => !existsSync(join("extension", media.markdown)))).toEqual([]);
    const { subscriptions } = activateOnMock();
    await editor.commands.get("skyground.openWalkthrough")?.();
    const id = `${manifest.publisher}.${manifest.name}#${walkthrough?.id}`;
    expect(editor.ran).toEqual([`workbench.action.openWalkthrough ${id} false`]);
    for (const each of subscriptions) each.dispose();
  });

  test("gives every command a title of its own and an icon to stand in a menu with", () => {
    const titles = manifest.contributes.commands.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(manifest.contributes.commands.filter(({ icon }) => !/^\$\([a-z-]+\)$/.test(icon))).toEqual([]);
  });

  test("has the version of the project", async () => {
    const { VERSION } = await import("../../functions/version.ts");
    expect(manifest.version).toBe(VERSION);
  });
});
