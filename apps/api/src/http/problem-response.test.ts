import { DriverError } from '@springboard/environments/driver.ts';
import { createLogger } from '@springboard/telemetry/logger.ts';
import { expect, it } from 'vitest';
import { problemResponse } from './problem-response.ts';

const silent = createLogger({ name: 'test', to: { write: () => {} } });
const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

it.each<[string, Error, number, string]>([
  ['a query that found no database', new Error('Failed query', { cause: refused }), 503, 'unavailable'],
  ['a database that shuts down', Object.assign(new Error('ending'), { code: '57P01' }), 503, 'unavailable'],
  [
    'a pool without a free connection',
    new Error('timeout exceeded when trying to connect'),
    503,
    'unavailable',
  ],
  ['an engine that is away', new DriverError('unreachable', 'no Incus', { cause: refused }), 500, 'internal'],
  [
    'what failed since the engine is away',
    new Error('no view', { cause: new DriverError('unreachable', 'no Incus', { cause: refused }) }),
    500,
    'internal',
  ],
])('%s is told apart', async (_, error, status, code) => {
  const answer = problemResponse(error, 'r1', silent);
  expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ status, code })]);
});
