import { DynamoDbLogSink } from "../../shared/adapters/dynamodb/log-sink.ts";
import { CAPS, logSinkContract } from "../ports/log-sink.ts";
import { createStore } from "./support/clients.ts";

logSinkContract("DynamoDbLogSink", async () => {
  const { port: store, dispose } = await createStore();
  const port = new DynamoDbLogSink({ store, ...CAPS });
  return {
    port,
    async dispose() {
      await port.flush();
      await dispose();
    },
  };
});
