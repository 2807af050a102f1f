/** What a row, an effect's input or an event's detail may hold. Bytes are allowed: every store keeps them as they are. */
export type Value =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Value[]
  | { readonly [name: string]: Value };

export interface ValueObject {
  readonly [name: string]: Value;
}
