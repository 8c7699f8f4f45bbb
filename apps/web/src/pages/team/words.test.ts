import { CellStatus, type TeamMapCell } from '@springboard/contracts/team-map.ts';
import { expect, it } from 'vitest';
import { cellFigure, cellSentence, statusLooks } from './words.ts';

const cell: TeamMapCell = {
  status: 'open',
  late: false,
  dueOn: null,
  best: null,
  minutes: 0,
  attempts: 0,
  attemptId: null,
};

it('a cell is one sentence', () => {
  const said = (over: Partial<TeamMapCell>) => cellSentence('Lena', 'First steps', { ...cell, ...over });
  expect(said({})).toBe('Lena, First steps: not begun.');
  expect(said({ late: true, dueOn: '2020-01-03' })).toBe(
    'Lena, First steps: not begun, late, was due 3 Jan 2020.',
  );
  const best = { score: 27.5, maxScore: 30 };
  expect(said({ status: 'done', best, minutes: 65, attempts: 2 })).toBe(
    'Lena, First steps: passed, best 27.5 of 30 points, 1 h 5 min spent, 2 attempts.',
  );
});

it('a cell shows percent or time, and nothing where there is none', () => {
  expect(cellFigure({ ...cell, best: { score: 27.5, maxScore: 30 } }, 'score')).toBe('92');
  expect(cellFigure({ ...cell, minutes: 65 }, 'time')).toBe('1:05');
  expect([cellFigure(cell, 'score'), cellFigure(cell, 'time')]).toEqual(['', '']);
});

it('no two statuses have the same sign, so that none is known by its colour alone', () => {
  const signs = CellStatus.options.map((status) => statusLooks[status].sign);
  expect(new Set(signs).size).toBe(signs.length);
});
