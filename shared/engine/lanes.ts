/**
 * Turns, within this process: whoever would write the same row goes one after the other instead of losing to each other's
 * conditions. Conditions still decide, between processes, too: a lane only saves the conflicts.
 */
export class Lanes {
  /** The last one in each lane: who comes next waits for it. */
  readonly #last = new Map<string, Promise<void>>();

  /** Does the work when everybody is through who was in one of the lanes before. All are entered at once, so none waits crosswise. */
  async pass<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    if (names.length === 0) return work();
    const before = names.map((name) => this.#last.get(name));
    let leave = () => {};
    const mine = new Promise<void>((resolve) => {
      leave = resolve;
    });
    for (const name of names) this.#last.set(name, mine);
    try {
      await Promise.all(before);
      return await work();
    } finally {
      for (const name of names) if (this.#last.get(name) === mine) this.#last.delete(name);
      leave();
    }
  }
}
