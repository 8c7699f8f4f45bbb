import { catchUpAfterMs, pauseAboveBytes, resumeBelowBytes } from '../common/limits.ts';
import type { ViewerFlow } from './flow.ts';

/** What is paced: an SSH channel. */
export interface Pausable {
  pause(): unknown;
  resume(): unknown;
  readonly readableLength: number;
}

/**
 * Decides when the channel waits: for the screen to parse, for the one viewer that owns the size to read, and for others who type while it floods. No
 * other viewer holds it up, and that one for at most three seconds: then it is caught up by a snapshot.
 */
export class Pacing {
  readonly #channel: Pausable;
  #pacer: ViewerFlow | undefined;
  #forViewer = false;
  #forScreen = false;
  #forOthers: NodeJS.Timeout | undefined;
  #patience: NodeJS.Timeout | undefined;

  constructor(channel: Pausable) {
    this.#channel = channel;
  }

  /** True while output waits for the viewer. */
  get waitsForViewer(): boolean {
    return this.#forViewer;
  }

  /** True while output waits, for whomever. */
  get waits(): boolean {
    return this.#forViewer || this.#forScreen || this.#forOthers !== undefined;
  }

  /** The viewer whose pace counts; none when nobody looks. */
  set pacer(flow: ViewerFlow | undefined) {
    this.#pacer = flow;
    this.update();
  }

  set screenBusy(busy: boolean) {
    this.#forScreen = busy;
    this.#apply();
  }

  /** Has the channel wait for so many milliseconds, for others. */
  rest(ms: number): void {
    clearTimeout(this.#forOthers);
    this.#forOthers = setTimeout(() => {
      this.#forOthers = undefined;
      this.#apply();
    }, ms);
    this.#apply();
  }

  /** Looks at the pacing viewer again. */
  update(): void {
    const behind = this.#pacer?.unacknowledged ?? 0;
    if (!this.#forViewer && behind > pauseAboveBytes) {
      this.#forViewer = true;
      this.#startPatience();
    } else if (this.#forViewer && behind < resumeBelowBytes) {
      this.#forViewer = false;
      clearTimeout(this.#patience);
    }
    this.#apply();
  }

  /** Does not wait any longer for the viewer, which gets a snapshot, at the earliest after `settled`; nor for others. */
  giveUpWaiting(settled?: () => Promise<void>): void {
    this.#endRest();
    this.#apply();
    if (this.#forViewer) this.#pacer?.fallBehind(settled?.());
  }

  /** From now on the channel waits for nobody but the screen: one whose output is not read never closes. */
  stop(): void {
    clearTimeout(this.#patience);
    this.#endRest();
    this.#pacer = undefined;
    this.#forViewer = false;
    this.#apply();
  }

  #endRest(): void {
    clearTimeout(this.#forOthers);
    this.#forOthers = undefined;
  }

  #startPatience(): void {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      // Nothing waits behind the pause, so nothing is held up by it.
      if (this.#channel.readableLength === 0) this.#startPatience();
      else this.giveUpWaiting();
    }, catchUpAfterMs);
  }

  #apply(): void {
    if (this.waits) this.#channel.pause();
    else this.#channel.resume();
  }
}
