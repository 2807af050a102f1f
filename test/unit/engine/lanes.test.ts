import { expect, test } from "vitest";
import { Lanes } from "../../../shared/engine/lanes.ts";
import { turns } from "../../support/patience.ts";

/** Work that ends when it is told to, and a record of who began and who ended. */
function workers(lanes: Lanes) {
  const said: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    said,
    begin: (name: string, ...names: string[]) =>
      lanes.pass(names, async () => {
        said.push(`${name} begins`);
        await new Promise<void>((resolve) => ends.set(name, resolve));
        said.push(`${name} ends`);
      }),
    async end(name: string) {
      ends.get(name)?.();
      await turns();
    },
  };
}

test("one lane is one after the other, in the order of their coming; others don't wait", async () => {
  const { begin, end, said } = workers(new Lanes());
  const all = [begin("one", "a"), begin("two", "a"), begin("three", "b"), begin("four")];
  await turns();
  expect(said).toEqual(["four begins", "one begins", "three begins"]);
  await end("one");
  expect(said.slice(3)).toEqual(["one ends", "two begins"]);
  for (const name of ["two", "three", "four"]) await end(name);
  await Promise.all(all);
});

test("those in several lanes never wait for each other", async () => {
  const { begin, end, said } = workers(new Lanes());
  const all = [begin("one", "a", "b"), begin("two", "b", "a"), begin("three", "c", "a")];
  for (const name of ["one", "two", "three"]) {
    await turns();
    await end(name);
  }
  await Promise.all(all);
  expect(said.filter((text) => text.endsWith("begins"))).toEqual(["one begins", "two begins", "three begins"]);
});

test("what fails makes way", async () => {
  const lanes = new Lanes();
  const failing = lanes.pass(["a"], async () => {
    throw new Error("no");
  });
  const next = lanes.pass(["a"], async () => "done");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("done");
});
