import {
  type AdmissionRow,
  listForAdmission,
  measuredLives,
  measuredProvisioning,
  teamsOf,
} from '@springboard/db/repositories/admission.ts';
import { listTopologyUsage } from '@springboard/db/repositories/pools.ts';
import { DriverError, type EngineCapacity } from '@springboard/environments/driver.ts';
import type { Context } from '../../context.ts';
import { poolWishes } from '../pools/wishes.ts';
import { Remembered } from './remembered.ts';
import { plannedSize } from './sizes.ts';
import type { AdmissionState, Living, Waiting } from './state.ts';

/** How long an answer is good enough, in milliseconds: the host's numbers for a burst of looks, medians for longer. */
const hostFor = 1_000;
const mediansFor = 10_000;

const hosts = new Remembered<Context['driver'], EngineCapacity | null>(hostFor, (host) => host !== null);
const measures = new Remembered<Context['db'], AdmissionState['measured']>(
  mediansFor,
  ({ provisionMs }) => provisionMs.size > 0,
);

/** What admission decides by, and the rows it was read from. */
export interface Seen {
  readonly state: AdmissionState;
  readonly rows: readonly AdmissionRow[];
}

/** Reads everything once: a fixed number of queries, however many wait. */
export async function lookAround(ctx: Context): Promise<Seen> {
  const { limits } = ctx;
  const now = ctx.clock();
  const [rows, usage, host, measured] = await Promise.all([
    listForAdmission(ctx.db),
    listTopologyUsage(ctx.db),
    hosts.get(ctx.driver, now, () => hostOf(ctx)),
    measures.get(ctx.db, now, () => measuredOf(ctx)),
  ]);
  const people = limits.environmentsPerTeam === null ? [] : rows.flatMap((row) => row.personId ?? []);
  const [teams, pools] = await Promise.all([teamsOf(ctx.db, people), poolWishes(ctx, usage)]);

  const waiting: Waiting[] = [];
  const tests: Waiting[] = [];
  const living: Living[] = [];
  for (const row of rows) {
    const { state, personId } = row;
    const common = {
      ...row,
      size: plannedSize(row.size, usage.get(row.topology), ctx.topology(row.topology)?.size),
      teams: personId === null ? [] : (teams.get(personId) ?? []),
    };
    if (state === 'destroyed') continue;
    if (state !== 'queued') living.push({ ...common, state });
    // One that no attempt waits for any more is ended by the reconciler.
    else if (row.attemptId !== null) waiting.push({ ...common, anew: row.claimedAt !== null });
    else if (row.purpose === 'test') tests.push({ ...common, anew: true });
  }
  // Learners first, however long a test has been waiting.
  return { state: { now, host, waiting: [...waiting, ...tests], living, pools, limits, measured }, rows };
}

async function hostOf(ctx: Context): Promise<EngineCapacity | null> {
  try {
    return await ctx.driver.capacity();
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    ctx.log.warn({ err: error }, 'The engine does not say what room it has; nothing is started meanwhile.');
    return null;
  }
}

async function measuredOf(ctx: Context): Promise<AdmissionState['measured']> {
  const [provisionMs, lifeMs] = await Promise.all([measuredProvisioning(ctx.db), measuredLives(ctx.db)]);
  return { provisionMs, lifeMs };
}
