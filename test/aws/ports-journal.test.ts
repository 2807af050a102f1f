import { DynamoDbJournal } from "../../shared/adapters/dynamodb/journal.ts";
import { ManualClock } from "../../shared/adapters/memory/manual-clock.ts";
import { SystemRandom } from "../../shared/adapters/system/random.ts";
import { CAPS, journalContract } from "../ports/journal.ts";
import { createStore } from "./support/clients.ts";

journalContract("DynamoDbJournal", async () => {
  const { port: store, dispose } = await createStore();
  const clock = new ManualClock();
  return { port: new DynamoDbJournal({ store, clock, random: new SystemRandom(), ...CAPS }), clock, dispose };
});
