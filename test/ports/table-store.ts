import { afterEach, beforeEach, describe } from "vitest";
import type { TableStore } from "../../shared/ports/table-store.ts";
import type { CreateSubject, Subject } from "./subject.ts";
import { claimContract } from "./table-store-claim.ts";
import { dueContract } from "./table-store-due.ts";
import { queryContract } from "./table-store-query.ts";
import { rowContract } from "./table-store-rows.ts";
import { rulesContract } from "./table-store-rules.ts";
import { totalsContract } from "./table-store-totals.ts";

/** What every table store does. */
export function tableStoreContract(name: string, create: CreateSubject<TableStore>): void {
  describe(`${name} as a table store`, () => {
    let subject: Subject<TableStore>;
    beforeEach(async () => {
      subject = await create();
    });
    afterEach(() => subject.dispose());

    const store = (): TableStore => subject.port;
    rowContract(store);
    queryContract(store);
    dueContract(store);
    claimContract(store);
    totalsContract(store);
    rulesContract(store);
  });
}
