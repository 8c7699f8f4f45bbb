import { GradeLine, GradeQuery } from '@springboard/contracts/grades.ts';
import { exportGrades } from '@springboard/core/grades.ts';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route, streamRoute } from '../http/route.ts';
import { readsAttempt } from './attempt-path.ts';

const asked = {
  method: 'get',
  permission: readsAttempt,
  params: none,
  query: GradeQuery,
  body: null,
} as const;

export const gradesRoute = route({
  ...asked,
  path: '/api/grades',
  summary: 'How scores came about, line by line: mine, or everybody’s with the right to read them',
  answer: { status: 200, schema: z.array(GradeLine) },
  handle: ({ actor, query }, { core }) => exportGrades(core, actor, query),
});

export const gradesCsvRoute = streamRoute({
  ...asked,
  path: '/api/grades.csv',
  summary: 'The same as a table for spreadsheets',
  handle: async ({ actor, query }, { core }) => {
    const columns = Object.keys(GradeLine.shape);
    // Spreadsheets run what begins like a formula, and titles and names are written by people.
    const csv = stringify(await exportGrades(core, actor, query), {
      header: true,
      columns,
      escape_formulas: true,
    });
    return new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="springboard-grades.csv"',
        'cache-control': 'no-store',
      },
    });
  },
});
