import type { Actor } from '@springboard/contracts/actor.ts';
import type { LabFreshness, LabFreshnessList } from '@springboard/contracts/lab-tests.ts';
import { type FreshnessRow, listFreshness } from '@springboard/db/repositories/freshness.ts';
import { authorize } from '../access.ts';
import type { Context } from '../context.ts';
import { generationOf } from '../environments/generation.ts';
import { loadDefinition } from '../labs/definitions.ts';

/** Whether each published lab is known to keep its contract on what it runs on now. */
export async function viewFreshness(ctx: Context, actor: Actor): Promise<LabFreshnessList> {
  authorize(actor, 'lab.test');
  const { nightlyLabTests } = ctx.limits;
  return {
    labs: await measureFreshness(ctx),
    nightly: nightlyLabTests && `${clockOf(nightlyLabTests.from)}–${clockOf(nightlyLabTests.until)}`,
  };
}

/** The same for who asks as the platform itself. */
export async function measureFreshness(ctx: Context): Promise<LabFreshness[]> {
  return Promise.all((await listFreshness(ctx.db)).map((row) => freshnessOf(ctx, row)));
}

async function freshnessOf(ctx: Context, row: FreshnessRow): Promise<LabFreshness> {
  const { slug: lab, owner, green, last, openTest } = row;
  const { title, environment } = await loadDefinition(ctx.db, row.versionId);
  return {
    lab,
    title,
    owner,
    ...judge(row, presentGeneration(ctx, environment)),
    lastGreen: green && { ...green, at: green.at.toISOString() },
    lastTest: last && { id: last.id, state: last.state, at: last.at.toISOString() },
    openTest,
  };
}

function judge(
  { last }: FreshnessRow,
  present: string | null,
): Pick<LabFreshness, 'state' | 'since' | 'reason'> {
  if (!last) return { state: 'due', since: null, reason: 'What is published has not been tested here yet.' };
  if (last.state === 'failed')
    return {
      state: 'stale',
      since: (last.failingSince ?? last.at).toISOString(),
      reason: 'Its last test failed; the log says what is to be mended.',
    };
  if (last.generation !== present)
    return {
      state: 'due',
      since: null,
      reason: 'Its images or its environment have changed since its last test.',
    };
  return { state: 'fresh', since: null, reason: null };
}

/** Null where the topology or an image of it is not known here. */
function presentGeneration(ctx: Context, environment: string): string | null {
  const topology = ctx.topology(environment);
  if (!topology) return null;
  try {
    return generationOf(topology, ctx.resolveImages(topology));
  } catch (error) {
    ctx.log.warn({ err: error, topology: environment }, 'The images of a topology are not known.');
    return null;
  }
}

function clockOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}
