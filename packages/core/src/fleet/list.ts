import type { Actor } from '@springboard/contracts/actor.ts';
import type { EnvironmentQuery, EnvironmentSummary } from '@springboard/contracts/fleet.ts';
import { listFleet } from '@springboard/db/repositories/fleet.ts';
import type { z } from 'zod';
import { authorize } from '../access.ts';
import type { Context } from '../context.ts';
import { livingStates } from '../environments/machine.ts';
import { summaryOf } from './summary.ts';

const shownStates = [...livingStates, 'destroying'] as const;

/** Failed and lost ones are listed so long without being asked for, in milliseconds: an operator comes to see why. */
const troubleShownMs = 24 * 3_600_000;

/**
 * Environments of everybody, newest first: those that live or are being taken down and what went wrong in the last day,
 * unless a state or `all` is asked for.
 */
export async function listEnvironmentsForOperator(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  query: z.output<typeof EnvironmentQuery>,
): Promise<EnvironmentSummary[]> {
  authorize(actor, 'environment.any.read');
  const states = query.state ? [query.state] : query.all ? undefined : shownStates;
  const troubledSince = states === shownStates ? new Date(ctx.clock().getTime() - troubleShownMs) : undefined;
  const { topology, limit } = query;
  const rows = await listFleet(ctx.db, { states, troubledSince, topology, limit });
  return Promise.all(rows.map((row) => summaryOf(ctx.db, row)));
}
