import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import Table from 'cli-table3';
import { type Figure, type Goal, isMet, type Row, type Summary, summarise } from './measure.ts';

/** What a benchmark was run on; a number without it means nothing. */
function circumstances() {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  return {
    date: new Date().toISOString(),
    commit,
    cpus: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    loadAverage: loadavg().map((load) => Number(load.toFixed(2))),
  };
}

const milliseconds = (value: number) => (value < 100 ? value.toFixed(1) : Math.round(value).toString());

function table(summaries: readonly Summary[]): string {
  const many = summaries.some(({ p99Ms }) => p99Ms !== undefined);
  const out = new Table({
    head: ['what (ms)', 'n', 'median', 'p95', ...(many ? ['p99'] : []), 'worst', 'against', 'ratio'],
    colAligns: [
      'left',
      'right',
      'right',
      'right',
      ...(many ? ['right' as const] : []),
      'right',
      'left',
      'right',
    ],
    style: { head: [], border: [] },
  });
  for (const row of summaries) {
    const against = row.against
      ? `${row.against.name}: ${milliseconds(row.against.medianMs)} (n ${row.against.n})`
      : '';
    out.push([
      row.what,
      row.n,
      milliseconds(row.medianMs),
      milliseconds(row.p95Ms),
      ...(many ? [row.p99Ms === undefined ? '' : milliseconds(row.p99Ms)] : []),
      milliseconds(row.worstMs),
      against,
      row.ratio === undefined ? '' : `${row.ratio.toFixed(2)} ×`,
    ]);
  }
  return out.toString();
}

function goalTable(goals: readonly Goal[]): string {
  const out = new Table({
    head: ['goal', 'measured', '', ''],
    colAligns: ['left', 'right', 'left', 'left'],
    style: { head: [], border: [] },
  });
  for (const goal of goals) {
    const { what, value, atMost, atLeast, unit } = goal;
    const limit = atMost === undefined ? `at least ${short(atLeast)}` : `at most ${short(atMost)}`;
    out.push([what, `${short(value)} ${unit}`, limit, isMet(goal) ? 'met' : 'not met']);
  }
  return out.toString();
}

const short = (value = Number.NaN) => Number(value.toPrecision(3)).toString();

/** Prints the table and, if asked, writes the same as JSON together with every sample. */
export function report(
  name: string,
  measured: {
    readonly rows: readonly Row[];
    readonly figures?: readonly Figure[];
    readonly goals?: readonly Goal[];
    readonly notes: readonly string[];
  },
  jsonFile?: string,
): void {
  const { rows, figures = [], goals = [], notes } = measured;
  const context = circumstances();
  const summaries = rows.map(summarise);
  console.log(
    `\n${name}: ${context.date}, commit ${context.commit}, ${context.cpus} CPUs, ${context.memoryGiB} GiB, load ${context.loadAverage.join(' ')}`,
  );
  if (summaries.length > 0) console.log(table(summaries));
  for (const { what, value, unit } of figures) console.log(`${what}: ${value} ${unit}`);
  if (goals.length > 0) console.log(goalTable(goals));
  for (const note of notes) console.log(note);
  if (jsonFile)
    writeFileSync(
      jsonFile,
      `${JSON.stringify({ name, ...context, summaries, rows, figures, goals, notes }, null, 2)}\n`,
    );
}
