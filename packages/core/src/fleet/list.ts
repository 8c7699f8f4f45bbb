import type { Actor } from '@springboard/contracts/actor.ts';
import type { EnvironmentQuery, EnvironmentSummary } from '@springboard/contracts/fleet.ts';
import { listFleet } from '@springboard/db/repositories/fleet.ts';
import type { z } from 'zod';
import { authorize } from '../access.ts';
import type { Context } from '../context.ts';
import { livingStates } from '../environments/machine.ts';
import { summaryOf } from './summary.ts';

/** What an operator still has to look at: all that lives, is on its way out, or went wrong and is still somebody's. */
const shownStates = [...livingStates, 'destroying'] as const;

/**
 * Environments of everybody, newest first: those that live or are being taken down, unless a state or `all` is asked for.
 */
export async function listEnvironmentsForOperator(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  query: z.output<typeof EnvironmentQuery>,
): Promise<EnvironmentSummary[]> {
  authorize(actor, 'environment.any.read');
  const states = query.state ? [query.state] : query.all ? undefined : shownStates;
  const rows = await listFleet(ctx.db, { states, topology: query.topology, limit: query.limit });
  return Promise.all(rows.map((row) => summaryOf(ctx.db, row)));
}
