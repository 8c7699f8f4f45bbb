import type { Availability } from '@springboard/contracts/labs.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { findMaintenance } from '@springboard/db/repositories/maintenance.ts';

/** Said to whoever wants to start something while it lasts. */
const remedy = 'Come back when it is over; the banner says more. What you have passed is kept.';

/** What the catalogue says of every lab during maintenance; null while there is none. */
export async function closedFor(
  db: Queryable,
): Promise<Extract<Availability, { status: 'unavailable' }> | null> {
  const row = await findMaintenance(db);
  return row ? { status: 'unavailable', reason: `Maintenance: ${row.text}`, remedy } : null;
}

/** Refuses to begin anything that needs an environment during maintenance. Errors: `lab-unavailable`. */
export async function requireOpen(db: Queryable): Promise<void> {
  const closed = await closedFor(db);
  if (!closed) return;
  throw new ProblemError('lab-unavailable', 'No lab starts during maintenance', {
    detail: `${closed.reason} Nothing was started.`,
    remedy,
  });
}
