import { afterEach, describe, expect, test } from "vitest";
import manifest from "../../extension/package.json" with { type: "json" };
import { deactivate } from "../../extension/src/extension.ts";
import { activateOnMock } from "./support/session.ts";
import { editor } from "./support/vscode.ts";

const declared = manifest.contributes.commands.map(({ command }) => command);

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

  test("puts only declared commands into menus and the welcome view", () => {
    const inMenus = Object.values(manifest.contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const inWelcome = manifest.contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/command:([\w.]+)/g)].map(([, command]) => command),
    );
    expect([...inMenus, ...inWelcome].filter((command) => !declared.includes(command ?? ""))).toEqual([]);
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
