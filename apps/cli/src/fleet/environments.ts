import {
  EnvironmentDetail,
  type EnvironmentEventView,
  EnvironmentSummary,
} from '@springboard/contracts/fleet.ts';
import { bytes, columns, duration, type Output } from '@springboard/host/output.ts';
import { z } from 'zod';
import type { ApiClient } from '../api/client.ts';
import { CliError, exit } from '../api/errors.ts';
import { ageOf, clockOf, shortId } from './format.ts';

/** Whose an environment is where it is no person's. */
export const madeFor: Readonly<Record<EnvironmentSummary['purpose'], string>> = {
  attempt: 'nobody',
  pool: 'the pool',
  test: 'a lab test',
};

export interface ListOptions {
  readonly state?: string;
  readonly topology?: string;
  readonly all: boolean;
  readonly limit: number;
}

/** Environments as `GET /api/environments` lists them. */
export async function fetchEnvironments(api: ApiClient, options: ListOptions): Promise<EnvironmentSummary[]> {
  const query = new URLSearchParams({ all: String(options.all), limit: String(options.limit) });
  if (options.state !== undefined) query.set('state', options.state);
  if (options.topology !== undefined) query.set('topology', options.topology);
  return api.get(`/environments?${query}`, z.array(EnvironmentSummary));
}

export function printEnvironments(
  rows: readonly EnvironmentSummary[],
  output: Output,
  now = Date.now(),
): void {
  if (rows.length === 0) {
    output.line('There are none.');
    return;
  }
  const table = rows.map((row) => [
    shortId(row.id),
    row.frozen && row.state === 'pooled' ? 'pooled (frozen)' : row.state,
    row.stage ?? '-',
    row.topology,
    row.owner?.name ?? madeFor[row.purpose],
    ageOf(row.createdAt, now),
    row.problem ?? row.lab ?? '-',
  ]);
  const head = ['ID', 'STATE', 'STAGE', 'TOPOLOGY', 'OWNER', 'AGE', 'LAB OR PROBLEM'];
  const [first = '', ...lines] = columns([head, ...table], 0);
  output.line(output.paint('dim', first));
  for (const line of lines) output.line(line);
}

const mostSearched = 500;

/** The whole id of an environment that is named by it or by its first digits. */
export async function resolveId(api: ApiClient, given: string): Promise<string> {
  const wanted = given.toLowerCase();
  if (z.uuid().safeParse(wanted).success) return wanted;
  if (!/^[0-9a-f][0-9a-f-]{3,35}$/.test(wanted)) {
    throw new CliError(
      exit.usage,
      `“${given}” is no id of an environment.`,
      'Give at least four of its digits.',
    );
  }
  const all = await fetchEnvironments(api, { all: true, limit: mostSearched });
  const found = all.filter((row) => row.id.startsWith(wanted));
  const [only, other] = found;
  if (only && !other) return only.id;
  if (only) {
    throw new CliError(
      exit.usage,
      `${found.length} environments begin with ${given}: ${found.map((row) => row.id).join(', ')}.`,
      'Give more digits.',
    );
  }
  throw new CliError(
    exit.notFound,
    `No environment of the last ${mostSearched} begins with ${given}.`,
    'Give the whole id.',
  );
}

export async function fetchEnvironment(api: ApiClient, given: string): Promise<EnvironmentDetail> {
  return api.get(`/environments/${await resolveId(api, given)}`, EnvironmentDetail);
}

export function printEnvironment(row: EnvironmentDetail, output: Output, now = Date.now()): void {
  const facts: (readonly [string, string | null])[] = [
    ['id', row.id],
    ['state', row.frozen ? `${row.state}, frozen` : row.state],
    ['topology', row.topology],
    ['for', row.owner?.name ?? madeFor[row.purpose]],
    ['lab', row.lab],
    ['attempt', row.attemptId],
    ['age', ageOf(row.createdAt, now)],
    ['expires', row.expiresAt && ageOf(row.expiresAt, now)],
    ['problem', row.problem],
    [
      'uses',
      row.usage &&
        `${bytes(row.usage.memoryBytes)} memory, ${bytes(row.usage.diskBytes)} disk, ${row.usage.processes} processes`,
    ],
  ];
  for (const line of columns(
    facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    0,
  ))
    output.line(line);
  output.line();
  output.line(output.paint('bold', 'Nodes'));
  const nodes = row.nodes.map((node) => [
    node.name,
    node.status ?? 'not on the engine',
    node.image,
    node.hidden ? 'hidden' : '',
  ]);
  for (const line of columns(nodes)) output.line(line);
  output.line();
  output.line(output.paint('bold', `Stages (${row.course})`));
  const stages = row.stages.map((stage) => [
    stage.stage,
    stage.status,
    stage.durationMs === null ? '' : duration(stage.durationMs),
    stage.message ?? '',
  ]);
  for (const line of columns(stages)) output.line(line);
}

/** One event as lines: when, what, how long, by whom; its log below, indented. */
export function linesOfEvent(event: EnvironmentEventView, output: Output): string[] {
  const what =
    event.kind === 'state'
      ? `${event.fromState ?? 'new'} → ${event.toState}${event.reason === null ? '' : ` (${event.reason})`}`
      : event.stage === null
        ? `note${event.reason === null ? '' : ` (${event.reason})`}`
        : `${event.stage} ${event.stageStatus}`;
  const parts = [
    output.paint('dim', clockOf(event.at)),
    what,
    event.durationMs === null ? '' : output.paint('dim', duration(event.durationMs)),
    event.actor === 'system' ? '' : `by ${event.actor}`,
    event.message ?? '',
  ];
  const log = (event.log ?? '').trimEnd();
  return [
    parts.filter((part) => part !== '').join('  '),
    ...(log === '' ? [] : log.split('\n').map((line) => `    ${line}`)),
  ];
}
