/** The process that ran this call is dead: whoever waits for it will never know. */
export class Crash extends Error {}

/** One life of the server: every port that it holds dies with it. */
export class Life {
  #over = false;

  get over(): boolean {
    return this.#over;
  }

  end(): void {
    this.#over = true;
  }

  /** Throws once the life is over: a dead process reads and writes nothing. */
  beat(): void {
    if (this.#over) throw new Crash("the server was killed");
  }
}
