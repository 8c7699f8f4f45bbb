import { accessRows } from '@springboard/contracts/access/table.ts';
import { expect, it } from 'vitest';
import { questions } from './asked.ts';
import { uncovered } from './coverage.ts';
import { leftOut } from './left-out.ts';

const named = [...questions.map(({ door }) => door), ...Object.keys(leftOut)];

it('names nothing that is no route', () => {
  expect(
    uncovered(
      accessRows.map(({ door }) => door),
      named,
    ).unknown,
  ).toEqual([]);
});

it('a new route is not measured, one that is gone is unknown, and what is no read of the API does not count', () => {
  const doors = ['GET /api/new', 'GET /api/old', 'POST /api/new', 'GET <gateway>/health'];
  expect(uncovered(doors, ['GET /api/old', 'GET /api/gone'])).toEqual({
    notMeasured: ['GET /api/new'],
    unknown: ['GET /api/gone'],
  });
});

it('what is left out is not measured', () => {
  const asked = new Set(questions.map(({ door }) => door));
  expect(Object.keys(leftOut).filter((door) => asked.has(door))).toEqual([]);
});
