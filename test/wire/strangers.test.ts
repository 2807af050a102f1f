import { expect, test } from "vitest";
import { Chance } from "../fuzz/chance.ts";
import { Pool } from "../fuzz/pool.ts";
import { makeRequest } from "../fuzz/requests.ts";
import { send } from "../fuzz/send.ts";
import { PROTOCOLS, type Sent } from "../fuzz/sent.ts";
import { createFuzzWorld, speakersOf } from "../fuzz/world.ts";

/* Another account's key, and every operation on what is not that account's: nothing comes of it, for no policy lets it in. */

const OWNER = "000000000000";
const STRANGER = "222222222222";
const OWNERS_BUCKET = /^\/(?:photos|versions|locked)(?:\/|$)/;
const TRIES = 15;

/** Whoever has what stands in a link needs nothing else; and who I am is nobody's resource. */
const OPEN = /^(?:sns\.(?:ConfirmSubscription|Unsubscribe)|sts\.)/;

/** Whether a request names what is the owner's. */
function isAbroad({ path, query, body }: Sent): boolean {
  const text = decodeURIComponent(`${path}?${query} ${body.toString("latin1").replace(/%(?![0-9a-f]{2})/gi, "%25")}`);
  return text.includes(`:${OWNER}:`) || text.includes(`/${OWNER}/`) || OWNERS_BUCKET.test(path);
}

test.each(PROTOCOLS)("no operation of %s does anything with what is another account's", async (protocol) => {
  const chance = new Chance(11);
  const pool = new Pool();
  const world = await createFuzzWorld(11, pool, false);
  const done: string[] = [];
  for (const speaker of await speakersOf(protocol)) {
    for (const operation of Object.keys(speaker.model.operations)) {
      const name = `${speaker.name}.${operation}`;
      for (let count = 0; count < TRIES && !OPEN.test(name); count += 1) {
        const drawn = makeRequest(speaker, operation, { chance, pool, model: speaker.model }, 0);
        const authorization = drawn.headers.authorization?.replace("Credential=test/", `Credential=${STRANGER}/`) ?? "";
        const sent = { ...drawn, headers: { ...drawn.headers, authorization } };
        const { status, body } = await send(sent, world);
        if (status < 300 && isAbroad(sent) && !isListOfRefusals(body)) done.push(`${name}: ${shown(sent)}`);
      }
    }
  }
  await world.close();
  expect(done).toEqual([]);
});

/** DeleteObjects answers 200, and says of each key that it was refused. */
function isListOfRefusals(body: string): boolean {
  return body.includes("<Code>AccessDenied</Code>") && !body.includes("<Deleted>");
}

function shown({ method, path, query, body }: Sent): string {
  return `${method} ${path}?${query} ${body.toString("utf8").slice(0, 400)}`;
}
