/** Asking for the processor's time costs more than many a request, so it is asked for once in so many. */
const EVERY = 25;
/** Below this a request is not looked at: neither was it slow, nor does it matter who was. */
const NOTICED_MILLISECONDS = 100;

/**
 * What a request cost, in milliseconds of the processor, when that is worth a look: what else runs on the machine is not in it. It may
 * be too much by what the few requests before it cost.
 */
export class Meter {
  #last = process.cpuUsage();
  #count = 0;
  #began = 0;

  begin(): void {
    if (this.#count++ % EVERY === 0) this.#last = process.cpuUsage();
    this.#began = performance.now();
  }

  end(): number {
    const wall = performance.now() - this.#began;
    if (wall < NOTICED_MILLISECONDS) return wall;
    const { user, system } = process.cpuUsage(this.#last);
    return Math.min(wall, (user + system) / 1000);
  }
}
