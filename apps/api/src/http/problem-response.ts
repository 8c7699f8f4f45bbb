import { ProblemError } from '@springboard/contracts/problems.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import type { Logger } from '@springboard/telemetry/logger.ts';

/** Codes of PostgreSQL and of the network that mean: the database is not there at the moment. */
const databaseAway = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '53300',
]);

/** Any thrown value as the answer a person can read. What was not meant for people is logged and not told. */
export function problemResponse(error: unknown, requestId: string, log: Logger): Response {
  const known = error instanceof ProblemError ? error : unexpected(error);
  if (known.status >= 500) log.error({ err: known.cause ?? known, requestId }, known.title);
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  if (known.code === 'not-signed-in') headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(known.toProblem(`urn:springboard:request:${requestId}`)), {
    status: known.status,
    headers,
  });
}

function unexpected(cause: unknown): ProblemError {
  if (isDatabaseAway(cause)) {
    return new ProblemError('unavailable', 'The database does not answer', {
      detail:
        'It is most likely being restarted. What was saved before is kept; this request changed nothing.',
      remedy: 'Try again in a moment. If it stays so, run "npm run doctor" where Springboard runs.',
      cause,
    });
  }
  return new ProblemError('internal', 'Something went wrong on the server', {
    detail:
      'The request was not completed. The cause is in the log of the API under the request number below.',
    remedy: 'Try again. If it happens again, tell an operator the request number.',
    cause,
  });
}

/** Looks through the causes. A refused connection behind a driver's error is the engine's, not the database's. */
function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof DriverError) return false;
    const code = (at as Error & { code?: unknown }).code;
    if (typeof code === 'string' && databaseAway.has(code)) return true;
    if (/Connection terminated|timeout exceeded when trying to connect/.test(at.message)) return true;
  }
  return false;
}
