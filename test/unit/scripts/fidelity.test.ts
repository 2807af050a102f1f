import { describe, expect, test } from "vitest";
import { fidelityPage, untested } from "../../../scripts/fidelity.ts";
import { generate } from "../../../scripts/generated-files.ts";
import { type FindTest, findTests } from "../../../scripts/wire-tests.ts";
import type { Service } from "../../../shared/services/service.ts";

const service: Service = {
  name: "post",
  operations: [],
  routes: [],
  docs: [],
  deviations: { SendLetter: "Arrives at once." },
  stored: ["SetStamp"],
};
const names = { built: ["BurnLetter", "SendLetter", "SetStamp"], unbuilt: ["ReadMind"] };
const findTest: FindTest = (_, operation) => {
  if (operation === "BurnLetter") return { path: "test/unit/post/fire.test.ts", client: false };
  return { path: "test/wire/letters.test.ts", client: true };
};

describe("the fidelity page", () => {
  test("says of every operation what it does, where that is tested and what differs", () => {
    const rows = fidelityPage(service, names, findTest)
      .split("\n")
      .filter((line) => line.startsWith("| "));
    expect(rows.slice(2)).toEqual([
      "| BurnLetter | works | [fire](../../test/unit/post/fire.test.ts) |  |",
      "| SendLetter | works | [letters](../../test/wire/letters.test.ts) | Arrives at once. |",
      "| SetStamp | stored but not enforced | [letters](../../test/wire/letters.test.ts) |  |",
      "| ReadMind | 501 | | |",
    ]);
  });

  test("refuses a word on an operation that there is not", () => {
    const wrong = { ...service, stored: ["ReadMind"] };
    expect(() => fidelityPage(wrong, names, findTest)).toThrow("post says of ReadMind");
  });

  test("counts what no real client sends", () => {
    expect(untested("post", names, findTest)).toEqual(["post.BurnLetter"]);
  });
});

describe("the search for tests", () => {
  const find = findTests(new URL("../../..", import.meta.url).pathname);

  test("takes the file that makes the command with the service's own client", () => {
    expect(find("sqs", "PurgeQueue")).toMatchObject({ path: "test/wire/queues.test.ts", client: true });
    // Another service has a command of this name, and its tests prove nothing here.
    expect(find("sqs", "CreateCluster")?.client).not.toBe(true);
  });

  test("finds for every operation that is built a test that sends it with AWS's own client", async () => {
    expect((await generate()).untested).toEqual([]);
  });

  test("finds nothing for what nobody names", () => {
    expect(find("sqs", `Nobody${"Knows"}`)).toBeUndefined();
  });
});
