export type TerminalActivity = 'output-quiet' | 'output-flowing';

/** Output that pauses so long has come to rest: the command is done, or waits. */
const quietAfterMs = 300;
/** While output flows it is told this often. */
const flowingEveryMs = 3_000;

/** Tells when a terminal comes to rest after activity, and now and then while output flows. Grading follows from it. */
export class ActivityDetector {
  readonly #report: (activity: TerminalActivity) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastAt = 0;
  #toldAt = 0;

  constructor(report: (activity: TerminalActivity) => void) {
    this.#report = report;
  }

  /** Call on each piece of input or output. */
  note(): void {
    const now = performance.now();
    this.#lastAt = now;
    if (this.#timer === undefined) {
      this.#toldAt = now;
      this.#wait(quietAfterMs);
    } else if (now - this.#toldAt >= flowingEveryMs) {
      this.#toldAt = now;
      this.#report('output-flowing');
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** One timer for any number of notes: it looks when it fires how long ago the last one was. */
  #wait(ms: number): void {
    this.#timer = setTimeout(() => {
      const left = quietAfterMs - (performance.now() - this.#lastAt);
      if (left > 0) {
        this.#wait(Math.ceil(left));
        return;
      }
      this.#timer = undefined;
      this.#report('output-quiet');
    }, ms);
  }
}
