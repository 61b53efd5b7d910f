interface Pace {
  /** How long after it is due it is done, so that what comes together is done together. */
  soonMs: number;
  /** The least time between two. */
  pauseMs: number;
}

/** Does something soon after it is due, however often that is said, and not too often. */
export class Pacer {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly act: () => void,
    private readonly pace: Pace,
  ) {}

  due(): void {
    if (this.#timer !== undefined) return;
    const pause = this.#last + this.pace.pauseMs - Date.now();
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#last = Date.now();
        this.act();
      },
      Math.max(this.pace.soonMs, pause),
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
