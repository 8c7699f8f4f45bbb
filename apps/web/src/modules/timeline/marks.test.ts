import { describe, expect, it } from 'vitest';
import { aRun, aTerminal, timelineStart } from '../../testing/a-timeline.ts';
import { countOf, marksOf } from './marks.ts';

const minute = 60_000;
const hour = { from: timelineStart, until: timelineStart + 60 * minute };
const width = 600;

describe('the marks of a line', () => {
  it('are bars for what lasts and signs for what is short, cut at the edges', () => {
    const [bar] = marksOf([aTerminal(10, 20)], hour, width);
    expect(bar).toMatchObject({ shape: 'bar', x: 100, width: 100 });
    expect(marksOf([aTerminal(10, 11)], hour, width)).toMatchObject([{ shape: 'sign', x: 100 }]);
    expect(marksOf([aTerminal(-30, 90)], hour, width)).toMatchObject([{ x: 0, width }]);
    expect(marksOf([aTerminal(61, 70), aRun(-5)], hour, width)).toEqual([]);
  });

  it('keeps signs whole at the edges', () => {
    for (const at of [0, 60]) {
      const [sign] = marksOf([aRun(at), aRun(at, { runId: 9 })], hour, width);
      expect(sign && sign.x - sign.width / 2).toBeGreaterThanOrEqual(0);
      expect(sign && sign.x + sign.width / 2).toBeLessThanOrEqual(width);
    }
  });

  it('puts together what would cover each other, and tells it apart when zoomed', () => {
    const runs = [aRun(10), aRun(11, { count: 3 }), aRun(30)];
    const far = marksOf(runs, hour, width);
    expect(far.map(countOf)).toEqual([4, 1]);
    const near = { from: timelineStart + 9 * minute, until: timelineStart + 13 * minute };
    expect(marksOf(runs, near, width)).toHaveLength(2);
    // A row of close signs does not become one.
    const row = Array.from({ length: 40 }, (_, index) => aRun(index * 1.5));
    expect(marksOf(row, hour, width).length).toBeGreaterThan(8);
    expect(marksOf(row, hour, width).reduce((sum, mark) => sum + countOf(mark), 0)).toBe(40);
  });

  it('stand beside each other where there is room for it', () => {
    const crowds = [0, 5].flatMap((at) =>
      Array.from({ length: 12 }, (_, n) => aRun(at + n / 100, { count: 9 })),
    );
    const [first, second] = marksOf(crowds, hour, width);
    expect(countOf(first ?? { items: [crowds[0] ?? aRun(0)] })).toBe(108);
    expect((second?.x ?? 0) - (second?.width ?? 0) / 2).toBeGreaterThanOrEqual(
      (first?.x ?? 0) + (first?.width ?? 0) / 2,
    );
  });

  it('look like the verdict that was given most often, passes aside', () => {
    const verdictOf = (...runs: Parameters<typeof marksOf>[0]) => {
      const chief = marksOf(runs, hour, width)[0]?.chief;
      return chief?.kind === 'check' ? chief.verdict : null;
    };
    const pass = aRun(10, { verdict: 'pass', count: 9 });
    const notYet = aRun(10.1, { count: 2 });
    const broken = aRun(10.2, { verdict: 'environment_broken' });
    expect(verdictOf(pass)).toBe('pass');
    expect(verdictOf(pass, notYet, broken)).toBe('not_yet');
    expect(verdictOf(pass, broken)).toBe('environment_broken');
  });
});
