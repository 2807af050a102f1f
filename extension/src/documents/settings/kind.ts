import type { Client } from "../../api/client.ts";
import { ProblemError } from "../../api/problem.ts";

/** Whose settings: a bucket, queue or topic by its name, a subscription by its topic's and its id. */
export interface Owner {
  readonly name: string;
  readonly region: string;
  readonly subscription?: string;
}

/** Settings that are edited as JSON: read when the document opens, written when it is saved. */
export interface SettingsKind {
  read(client: Client, owner: Owner): Promise<unknown>;
  /** Refusals are thrown: the editor shows them and keeps the text. */
  write(client: Client, owner: Owner, settings: Settings): Promise<unknown>;
}

export type Settings = Readonly<Record<string, unknown>>;

/** What there is; where there is nothing yet, something to begin with. */
export async function orExample<T>(reading: Promise<T>, example: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return example;
    throw error;
  }
}

/** A PATCH leaves alone what it doesn't name: what was deleted from the text is named, as nothing. */
export function withNulls(settings: Settings, removable: readonly string[]): Settings {
  const missing = removable.filter((name) => settings[name] === undefined);
  return { ...settings, ...Object.fromEntries(missing.map((name) => [name, null])) };
}

/** The same for tags, one by one. */
export function withoutTags(wanted: unknown, now: Readonly<Record<string, string>>): Record<string, unknown> {
  const kept = (wanted ?? {}) as Record<string, unknown>;
  const gone = Object.keys(now).filter((name) => !(name in kept));
  return { ...kept, ...Object.fromEntries(gone.map((name) => [name, null])) };
}
