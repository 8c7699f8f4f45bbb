import { expect, it } from 'vitest';
import { isMostOf, isSequential, plansIn, readsOf } from './plans.ts';

const log = `2026-11-29 10:00:00.000 UTC [7] WARNING:  something else
2026-11-29 10:00:00.001 UTC [7] LOG:  duration: 12.300 ms  plan:
\t{
\t  "Query Text": "select 1\\nfrom attempt",
\t  "Plan": {
\t    "Node Type": "Hash Join", "Actual Rows": 3, "Actual Loops": 1,
\t    "Plans": [
\t      { "Node Type": "Seq Scan", "Relation Name": "attempt", "Actual Rows": 3.00, "Actual Loops": 1, "Rows Removed by Filter": 39997 },
\t      { "Node Type": "Index Scan", "Relation Name": "check_run", "Actual Rows": 50.00, "Actual Loops": 30000 },
\t      { "Node Type": "Seq Scan", "Relation Name": "notice", "Actual Rows": 0, "Actual Loops": 0 },
\t      { "Node Type": "Seq Scan", "Relation Name": "team", "Actual Rows": 5, "Actual Loops": 1 }
\t    ]
\t  }
\t}
2026-11-29 10:00:00.002 UTC [7] LOG:  duration: 0.100 ms  plan:
\t{ "Query Text": "update session", "Plan": { "Node Type": "ModifyTable", "Relation Name": "session", "Actual Loops": 1 } }
`;
const sizes = new Map([
  ['attempt', 40_000],
  ['check_run', 2_000_000],
  ['notice', 20_000],
  ['team', 5],
]);

it('reads every plan in a log, and what each really looked at', () => {
  const plans = plansIn(log);
  expect(plans.map((plan) => plan['Query Text'])).toEqual(['select 1\nfrom attempt', 'update session']);
  expect(plans.map(({ Plan }) => readsOf(Plan))).toEqual([
    [
      { table: 'attempt', how: 'Seq Scan', rows: 40_000 },
      { table: 'check_run', how: 'Index Scan', rows: 1_500_000 },
      { table: 'team', how: 'Seq Scan', rows: 5 },
    ],
    [],
  ]);
});

it('a small table may be read as a whole; a large one by an index at most', () => {
  const reads = plansIn(log).flatMap(({ Plan }) => readsOf(Plan));
  expect(reads.filter((read) => isSequential(read, sizes)).map(({ table }) => table)).toEqual(['attempt']);
  expect(reads.filter((read) => isMostOf(read, sizes)).map(({ table }) => table)).toEqual([
    'attempt',
    'check_run',
  ]);
});
