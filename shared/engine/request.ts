import type { AnswerRoom, ClientFacts, Principal } from "../core/context.ts";
import type { Write } from "../ports/table-store.ts";
import type { Bodies } from "./bodies.ts";
import type { Effect, EffectRef } from "./effects.ts";
import type { EventLog } from "./event-log.ts";
import type { Lanes } from "./lanes.ts";
import type { AnyOperation, EffectDraft, Outside } from "./operation.ts";
import type { Ports } from "./ports.ts";
import type { Reads } from "./reads.ts";
import type { Registry } from "./registry.ts";

/** Who calls, and under which trace. */
export interface Caller {
  readonly playground: string;
  readonly account: string;
  readonly region: string;
  readonly principal: Principal;
  readonly traceId: string;
  readonly requestId: string;
  /** `http://127.0.0.1:4566`, from the request's Host header; "" when nobody outside asks. */
  readonly baseUrl: string;
  readonly client?: ClientFacts;
  /** Absent where answers may have any length. */
  readonly answerRoom?: AnswerRoom;
}

/** One operation to run. */
export interface Request {
  readonly operation: AnyOperation;
  readonly input: unknown;
  readonly caller: Caller;
  readonly idempotencyKey?: string | undefined;
  /** Set when an effect is delivered: its row goes in the operation's own transaction. */
  readonly effect?: Effect;
  /** Goes in the operation's own transaction, besides the effect's removal. */
  readonly together?: readonly Write[];
  /** Effects that the same transaction stores besides the operation's own. */
  readonly following?: readonly EffectDraft[];
  /** Ends a wait: the client has gone. */
  readonly signal?: AbortSignal | undefined;
}

/** What running an operation takes besides. */
export interface ExecutionTools {
  readonly ports: Ports;
  readonly reads: Reads;
  readonly registry: Registry;
  readonly bodies: Bodies;
  readonly events: EventLog;
  readonly lanes: Lanes;
  outside(caller: Caller): Omit<Outside, "settle" | "reset">;
  /** Begins a new epoch, with more writes of the same transaction. Throws {@link LookAgain} when the playground has changed meanwhile. */
  reset(caller: Caller, together: (root: string) => readonly Write[]): Promise<void>;
  /** Hears of bugs, and of the outside world's failures, that belong to no caller. */
  onError(error: unknown, during: string): void;
  handOff(refs: readonly (EffectRef & { readonly delayMilliseconds: number })[]): void;
}
