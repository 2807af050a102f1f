import { build } from "rolldown";
import { expect, test } from "vitest";
import { SERVER_BUNDLE } from "../../extension/scripts/build-server.ts";

/* What the VSIX carries of the server; that it starts and works: extension/test/ui. */

test("the bundled server has what only deployed functions load left out", async () => {
  const { output } = await build({ ...SERVER_BUNDLE, external: [...SERVER_BUNDLE.external], write: false });
  const modules = output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
  expect(modules.filter((id) => id.endsWith("/functions/local/server.ts"))).toHaveLength(1);
  expect(
    modules.filter((id) => /node_modules\/@(aws-sdk|smithy|aws-crypto)\/|\/functions\/ports\.ts$/.test(id)),
  ).toEqual([]);
});
