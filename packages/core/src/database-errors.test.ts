import { DriverError } from '@springboard/environments/driver.ts';
import { expect, it } from 'vitest';
import { isPassingDatabaseError } from './database-errors.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

it('knows a database that is away by the error itself and by its causes', () => {
  expect(isPassingDatabaseError(refused)).toBe(true);
  expect(isPassingDatabaseError(new Error('Failed query', { cause: refused }))).toBe(true);
  expect(isPassingDatabaseError(new AggregateError([refused], 'all addresses'))).toBe(true);
  expect(isPassingDatabaseError(Object.assign(new Error('shutting down'), { code: '57P01' }))).toBe(true);
});

it('takes nothing else for one', () => {
  expect(isPassingDatabaseError(Object.assign(new Error('duplicate key'), { code: '23505' }))).toBe(false);
  expect(isPassingDatabaseError('gone')).toBe(false);
});

it('takes an engine that is away for what it is', () => {
  const away = new DriverError('unreachable', 'The engine does not answer', { cause: refused });
  expect(isPassingDatabaseError(away)).toBe(false);
  expect(isPassingDatabaseError(new Error('The stage failed', { cause: away }))).toBe(false);
});
