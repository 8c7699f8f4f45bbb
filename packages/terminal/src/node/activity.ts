/** `output-quiet`: what the learner did has come to rest. `output-flowing`: output comes by itself, or goes on. */
export type TerminalActivity = 'output-quiet' | 'output-flowing';

/** Output that pauses so long has come to rest: the command is done, or waits. */
const quietAfterMs = 300;
/** Output so soon after input is its answer; later it comes by itself, as that of `watch` does. */
const answersForMs = 5_000;
/** Output that flows or comes by itself is told this often: below the 2 s that grading makes of it, so that every redraw of `watch` counts. */
const flowingEveryMs = 1_500;
/** Output by itself tells of somebody who watches for so long after the last input; then it was forgotten. */
const watchedForMs = 5 * 60_000;

/** Tells when a terminal comes to rest after activity, and now and then while output flows. Grading follows from it. */
export class ActivityDetector {
  readonly #report: (activity: TerminalActivity) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Opening the terminal counts as input. */
  #inputAt = performance.now();
  #lastAt = 0;
  #burstAt = 0;
  #flowToldAt = Number.NEGATIVE_INFINITY;

  constructor(report: (activity: TerminalActivity) => void) {
    this.#report = report;
  }

  /** Call on each piece of input. */
  noteInput(): void {
    this.#inputAt = performance.now();
    this.#note(this.#inputAt);
  }

  /** Call on each piece of output. */
  noteOutput(): void {
    const now = performance.now();
    if (now - this.#inputAt <= watchedForMs) this.#note(now);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #note(now: number): void {
    this.#lastAt = now;
    if (this.#timer === undefined) {
      this.#burstAt = now;
      this.#wait(quietAfterMs);
    } else if (now - this.#burstAt >= flowingEveryMs) this.#tellFlow(now);
  }

  #tellFlow(now: number): void {
    if (now - this.#flowToldAt < flowingEveryMs) return;
    this.#flowToldAt = now;
    this.#report('output-flowing');
  }

  /** One timer for any number of notes: it looks when it fires how long ago the last one was. */
  #wait(ms: number): void {
    this.#timer = setTimeout(() => {
      const now = performance.now();
      const left = quietAfterMs - (now - this.#lastAt);
      if (left > 0) {
        this.#wait(Math.ceil(left));
        return;
      }
      this.#timer = undefined;
      if (this.#lastAt - this.#inputAt <= answersForMs) this.#report('output-quiet');
      else this.#tellFlow(now);
    }, ms);
  }
}
