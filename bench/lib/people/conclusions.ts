import { accessRows } from '@springboard/contracts/access/table.ts';
import { type Figure, type Goal, quantile, type Row } from '../measure.ts';
import type { Explanation, Finding } from './explain-routes.ts';
import type { Answers } from './measure-routes.ts';
import { questions } from './routes/asked.ts';
import { uncovered } from './routes/coverage.ts';
import { leftOut } from './routes/left-out.ts';

/** In milliseconds. */
const goals = { answerMs: 150, drawnMs: 1_000 };
/** Of so many requests, the slowest, CPU time is told. */
const shownCpu = 20;

/** What was measured of an installation. */
export interface Looked {
  readonly seedSeconds: number;
  readonly answers: Answers;
  readonly map: Row;
  readonly plans: Explanation;
}

/** What it comes to: numbers beside the times, goals, and what missed them by name. */
export function conclusions({ seedSeconds, answers, map, plans }: Looked): {
  readonly figures: readonly Figure[];
  readonly goals: readonly Goal[];
  readonly notes: readonly string[];
} {
  const { measured, refused } = answers;
  const { notMeasured } = uncovered(
    accessRows.map(({ door }) => door),
    [...questions.map(({ door }) => door), ...Object.keys(leftOut)],
  );
  const missed = measured.filter(({ p95Ms }) => p95Ms > goals.answerMs);
  const none = (what: string, found: readonly unknown[], unit: string): Goal => ({
    what,
    value: found.length,
    atMost: 0,
    unit,
  });
  return {
    figures: [
      { what: 'filling the database', value: Math.round(seedSeconds), unit: 's' },
      ...measured.slice(0, shownCpu).map(({ what, cpu }) => ({
        what: `CPU of ${what}, PostgreSQL + API`,
        value: Math.round(cpu.database + cpu.api),
        unit: `ms (${cpu.database.toFixed(1)} + ${cpu.api.toFixed(1)})`,
      })),
    ],
    goals: [
      {
        what: 'slowest request: p95',
        value: measured[0]?.p95Ms ?? Number.NaN,
        atMost: goals.answerMs,
        unit: 'ms',
      },
      none(`requests with a p95 above ${goals.answerMs} ms`, missed, `of ${measured.length}`),
      none('requests that were refused or failed', refused, `of ${questions.length}`),
      none('routes that pages may read and nothing measures', notMeasured, 'routes'),
      {
        what: 'heat map drawn: p95',
        value: quantile(map.samplesMs, 0.95),
        atMost: goals.drawnMs,
        unit: 'ms',
      },
      none('plans: sequential scans of large tables', plans.sequential, `of ${plans.statements} statements`),
    ],
    notes: [
      'PostgreSQL of its own that is not synced to disk; the API as `npm start` runs it, over HTTP on loopback, without an engine.',
      ...missed.map(({ what, p95Ms }) => `Above ${goals.answerMs} ms: ${what}: ${p95Ms.toFixed(0)} ms`),
      ...refused.map((words) => `Refused or failed: ${words}`),
      ...notMeasured.map((door) => `Not measured: ${door}`),
      ...Object.entries(leftOut).map(([door, why]) => `Left out: ${door}: ${why}`),
      ...plans.sequential.map((found) => `Sequential scan: ${told(found)}`),
      ...plans.most.map((found) => `Most of a table, by an index: ${told(found)}`),
    ],
  };
}

function told({ table, how, rows, request, statement }: Finding): string {
  return `${table}, ${rows} rows (${how}), for ${request}: ${statement}`;
}
