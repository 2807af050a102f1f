/** Names an operation and carries its types, so that a door can call it without knowing the engine. */
export interface OperationRef<Input, Output> {
  readonly service: string;
  /** AWS's name: `SendMessage`. */
  readonly name: string;
  /** Never there at run time; it ties Input and Output to the reference. */
  readonly types?: (input: Input) => Output;
}
