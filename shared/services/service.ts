import type { DocTerm } from "../core/docs.ts";
import type { EngineService } from "../engine/registry.ts";
import type { WireBinding } from "../protocols/binding.ts";
import type { Route } from "../rest/route.ts";

export type { RequestContext } from "../core/context.ts";
export type { DocTerm } from "../core/docs.ts";
export type {
  Call,
  Claim,
  Description,
  Done,
  EffectDraft,
  Operation,
  Outcome,
  Outside,
  ReadTools,
  Wait,
} from "../engine/operation.ts";
export { claim, LookAgain, operation } from "../engine/operation.ts";
export type { OperationBinding, WireBinding } from "../protocols/binding.ts";
export type { RestApi, RestRequest, RestResponse, Route } from "../rest/route.ts";
export { route } from "../rest/route.ts";

/** The shape of every folder beside this file: what a service gives to the rest of the house. */
export interface Service extends EngineService {
  /** Its share of the REST API. */
  readonly routes: readonly Route[];
  /** Its share of the help. */
  readonly docs: readonly DocTerm[];
  /** Where an operation differs from AWS's, by AWS's name of it; `*` for what concerns them all. For docs/fidelity. */
  readonly deviations?: Readonly<Record<string, string>>;
  /** Operations, by AWS's names, that keep what they are given and show it, though nothing acts on it. For docs/fidelity. */
  readonly stored?: readonly string[];
  /** How AWS's own clients reach it; absent for what AWS has not. */
  readonly wire?: WireBinding;
}
