import { tableStoreContract } from "../ports/table-store.ts";
import { createStore } from "./support/clients.ts";

tableStoreContract("DynamoDbTableStore", createStore);
