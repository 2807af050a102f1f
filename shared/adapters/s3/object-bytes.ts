/** An object's bytes. A reader who leaves early, or never begins, lets go of the connection. */
export class ObjectBytes implements AsyncIterable<Uint8Array> {
  readonly #body: AsyncIterable<Uint8Array> & { destroy?(): void };

  constructor(body: AsyncIterable<Uint8Array> & { destroy?(): void }) {
    this.#body = body;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    const body = this.#body;
    const chunks = body[Symbol.asyncIterator]();
    let isOver = false;
    return {
      async next() {
        return isOver ? { done: true, value: undefined } : chunks.next();
      },
      async return() {
        isOver = true;
        body.destroy?.();
        return { done: true, value: undefined };
      },
    };
  }
}
