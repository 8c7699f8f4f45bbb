import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Drawing } from './drawing.ts';

const promptFrameMs = 16;
const restMs = 100;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => vi.useRealTimers());

/** As xterm.js does it: rows that are to be drawn come with the next frame. */
function emulator(frameMs = promptFrameMs) {
  const drawn: { at: number; start: number; end: number }[] = [];
  let tell = () => {};
  let tellSize = () => {};
  let asked: { start: number; end: number; redrawOnly: boolean } | undefined;
  const service = {
    refreshRows(start: number, end: number, redrawOnly = false) {
      if (!asked) setTimeout(frame, frameMs);
      asked = {
        start: Math.min(asked?.start ?? start, start),
        end: Math.max(asked?.end ?? end, end),
        redrawOnly: (asked?.redrawOnly ?? true) && redrawOnly,
      };
    },
  };
  const frame = () => {
    if (!asked) return;
    const { redrawOnly, ...rows } = asked;
    asked = undefined;
    drawn.push({ at: performance.now(), ...rows });
    if (!redrawOnly) tell();
  };
  const terminal = {
    rows: 24,
    onRender: (listener: () => void) => {
      tell = listener;
      return { dispose() {} };
    },
    onResize: (listener: () => void) => {
      tellSize = listener;
      return { dispose() {} };
    },
    _core: { _renderService: service },
  };
  const drawing = new Drawing(terminal as unknown as ConstructorParameters<typeof Drawing>[0]);
  const resize = (rows: number) => {
    terminal.rows = rows;
    tellSize();
  };
  return { drawing, drawn, service, resize };
}

/** Output comes in pieces, each of which changes the last row. */
function print({ drawing, service }: ReturnType<typeof emulator>, bytes: number): void {
  drawing.noteOutput(bytes);
  service.refreshRows(23, 23);
}

const gapsOf = (drawn: readonly { at: number }[]) =>
  drawn.slice(1).map(({ at }, n) => at - (drawn[n]?.at ?? 0));

describe('drawing', () => {
  it('comes with every frame while output can be read', () => {
    const one = emulator();
    for (let ms = 0; ms < 1_000; ms += 4) {
      print(one, 100);
      vi.advanceTimersByTime(4);
    }
    expect(Math.max(...gapsOf(one.drawn))).toBeLessThanOrEqual(promptFrameMs + 4);
  });

  it('comes ten times a second in a flood, with all rows, and its end is drawn', () => {
    const one = emulator();
    for (let ms = 0; ms < 2_000; ms += 4) {
      print(one, 16_384);
      vi.advanceTimersByTime(4);
    }
    const last = performance.now();
    vi.advanceTimersByTime(restMs + promptFrameMs);
    const [, , ...gaps] = gapsOf(one.drawn);
    expect(gaps.length).toBeGreaterThan(10);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(restMs);
    expect(one.drawn.at(-1)).toMatchObject({ start: 0, end: 23 });
    expect(one.drawn.at(-1)?.at).toBeGreaterThanOrEqual(last);
  });

  it('keeps to it when frames come late', () => {
    const one = emulator(60);
    one.service.refreshRows(0, 0);
    vi.advanceTimersByTime(70);
    // The flood begins while this is still to come.
    one.service.refreshRows(0, 0);
    vi.advanceTimersByTime(4);
    for (let ms = 0; ms < 2_000; ms += 4) {
      print(one, 16_384);
      vi.advanceTimersByTime(4);
    }
    const [, , ...gaps] = gapsOf(one.drawn);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(restMs);
  });

  it('is prompt again when a flood is over, also for what comes of no output', () => {
    const one = emulator();
    for (let ms = 0; ms < 500; ms += 4) {
      print(one, 16_384);
      vi.advanceTimersByTime(4);
    }
    vi.advanceTimersByTime(1_000);
    one.drawn.length = 0;
    for (let n = 0; n < 5; n += 1) {
      one.service.refreshRows(3, 3);
      vi.advanceTimersByTime(promptFrameMs);
    }
    expect(one.drawn).toHaveLength(5);
  });

  it('comes at once in a flood when the size is another one, for a canvas is empty then', () => {
    const one = emulator();
    for (let ms = 0; ms < 500; ms += 4) {
      print(one, 16_384);
      vi.advanceTimersByTime(4);
    }
    one.drawn.length = 0;
    while (one.drawn.length === 0) {
      print(one, 16_384);
      vi.advanceTimersByTime(4);
    }
    // From here on it rests.
    print(one, 16_384);
    for (let rows = 25; rows < 30; rows += 1) {
      one.resize(rows);
      one.service.refreshRows(0, rows - 1);
      vi.advanceTimersByTime(promptFrameMs);
      expect(one.drawn.at(-1)).toMatchObject({ start: 0, end: rows - 1 });
    }
    vi.advanceTimersByTime(restMs);
    expect(one.drawn).toHaveLength(1 + 5);
  });

  it('draws nothing any more once it is disposed', () => {
    const one = emulator();
    print(one, 100_000);
    vi.advanceTimersByTime(promptFrameMs);
    print(one, 100_000);
    one.drawing.dispose();
    vi.advanceTimersByTime(1_000);
    expect(one.drawn).toHaveLength(1);
  });

  it('leaves no timer behind when the emulator draws while it is taken apart', () => {
    const one = emulator();
    print(one, 100_000);
    vi.advanceTimersByTime(promptFrameMs);
    one.drawing.dispose();
    one.service.refreshRows(0, 23);
    vi.advanceTimersByTime(promptFrameMs);
    expect(vi.getTimerCount()).toBe(0);
  });
});
