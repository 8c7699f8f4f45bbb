import type { Terminal } from '@xterm/xterm';

/** Milliseconds between two frames in a flood; and over which output is counted. */
export const restMs = 100;
/** More bytes than these in `restMs`, fourteen full screens of 80 by 60, are a flood: nobody reads it as it passes. */
const floodBytes = 64 * 1024;

/** The part of the emulator's inside that is called here; of the pinned version 6. */
interface Inner {
  readonly _core: {
    readonly _renderService: { refreshRows(start: number, end: number, isRedrawOnly?: boolean): void };
  };
}

/**
 * Has an emulator draw ten times a second in a flood, and not with every frame of the browser: a frame costs a machine without a graphics
 * card tens of milliseconds of each of its processors, and the next one has nothing left of it.
 */
export class Drawing {
  /** Bytes of late: those of `restMs` ago count a third. */
  #recent = 0;
  #countedAt = 0;
  #drawnAt = Number.NEGATIVE_INFINITY;
  /** A frame was asked for, and has not come: what changes meanwhile comes with it. */
  #asked = false;
  #resting: ReturnType<typeof setTimeout> | undefined;
  readonly #letGo: () => void;

  constructor(terminal: Pick<Terminal, 'rows' | 'onRender' | 'onResize'>) {
    const service = (terminal as unknown as Inner)._core._renderService;
    const refresh = service.refreshRows.bind(service);
    this.#letGo = () => {
      service.refreshRows = refresh;
    };
    const draw: typeof refresh = (start, end, isRedrawOnly) => {
      // One that only repeats what is there ends without an event.
      this.#asked ||= !isRedrawOnly;
      refresh(start, end, isRedrawOnly);
    };
    const drawAll = () => {
      clearTimeout(this.#resting);
      this.#resting = undefined;
      draw(0, terminal.rows - 1);
    };
    // A canvas of another size is empty until it is drawn.
    terminal.onResize(drawAll);
    terminal.onRender(() => {
      this.#asked = false;
      this.#drawnAt = performance.now();
    });
    service.refreshRows = (start, end, isRedrawOnly) => {
      if (this.#resting !== undefined) return;
      const rest = this.#drawnAt + restMs - performance.now();
      if (this.#asked || rest <= 0 || this.#recentAt(performance.now()) < floodBytes) {
        draw(start, end, isRedrawOnly);
        return;
      }
      this.#resting = setTimeout(drawAll, rest);
    };
  }

  /** So many bytes are given to the emulator. */
  noteOutput(bytes: number): void {
    const now = performance.now();
    this.#recent = this.#recentAt(now) + bytes;
    this.#countedAt = now;
  }

  /** What is still to be drawn is not, and the emulator draws as it did before. */
  dispose(): void {
    clearTimeout(this.#resting);
    this.#letGo();
  }

  #recentAt(now: number): number {
    return this.#recent * Math.exp((this.#countedAt - now) / restMs);
  }
}
