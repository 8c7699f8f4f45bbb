import { DriverError } from '@springboard/environments/driver.ts';

/** PostgreSQL's classes for a connection that broke, a server that stops or starts, and a deadlock's victim. */
const passing = /^(08|57P|40)/;
const socketErrors = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'ENOTFOUND']);

/** True for what passes by itself when PostgreSQL is back: such work is done again later, and nothing has failed. */
export function isPassingDatabaseError(error: unknown): boolean {
  for (let depth = 0, at = error; depth < 5 && at instanceof Error; depth++, at = at.cause) {
    // The engine's socket fails with the same codes as the database's.
    if (at instanceof DriverError) return false;
    const code = 'code' in at ? String(at.code) : '';
    if (passing.test(code) || socketErrors.has(code)) return true;
    if (
      /connection terminated|timeout exceeded when trying to connect|client has encountered/i.test(at.message)
    )
      return true;
    if (at instanceof AggregateError && at.errors.some(isPassingDatabaseError)) return true;
  }
  return false;
}
