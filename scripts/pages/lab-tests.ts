import type { Context } from '@springboard/core/context.ts';
import { generationOf } from '@springboard/core/environments/generation.ts';
import { loadDefinition } from '@springboard/core/labs/definitions.ts';
import { findLabVersion, listPublishedLabs } from '@springboard/db/repositories/labs.ts';
import { labTest, labTestStep } from '@springboard/db/schema/lab-tests.ts';
import { demoId } from '@springboard/demo/dice.ts';

const minute = 60_000;
/** The lab whose test fails, and the one that was never tested. */
const failing = 'network/two-routers';
const untested = 'openstack/rabbit-is-down';
export const failedTest = demoId('lab test', failing);

/** Contract tests of the night before, so that the pages about them have something to show: one has failed, one lab has none. */
export async function addLabTests(ctx: Context): Promise<void> {
  let at = new Date(ctx.clock().getTime() - 13 * 60 * minute);
  for (const { slug, versionId } of await listPublishedLabs(ctx.db)) {
    if (slug === untested) continue;
    const { title, environment, minutes, tasks } = await loadDefinition(ctx.db, versionId);
    const version = await findLabVersion(ctx.db, versionId);
    const topology = ctx.topology(environment);
    if (!topology || !version) continue;
    const id = demoId('lab test', slug);
    const endedAt = new Date(at.getTime() + minutes * 0.2 * minute);
    await ctx.db.insert(labTest).values({
      ...{ id, slug, title, versionId, hash: version.hash, commit: version.commit, topology: environment },
      source: 'schedule',
      ...{ seed: '7f3a', requestedBy: 'system', tries: 1 },
      generation: generationOf(topology, ctx.resolveImages(topology)),
      state: slug === failing ? 'failed' : 'passed',
      ...{ createdAt: at, startedAt: at, endedAt },
    });
    const [first, second] = tasks;
    if (slug === failing && first && second)
      await ctx.db.insert(labTestStep).values(stepsOf(id, [first.id, second.id]));
    at = endedAt;
  }
}

function stepsOf(
  labTestId: string,
  [first, second]: readonly [string, string],
): (typeof labTestStep.$inferInsert)[] {
  const good = { labTestId, seed: '7f3a', ok: true, findings: [], checks: [], log: '' };
  return [
    { ...good, number: 1, task: null, step: 'setup', durationMs: 1_420 },
    { ...good, number: 2, task: first, step: 'untouched', durationMs: 2_180 },
    { ...good, number: 3, task: first, step: 'solve', durationMs: 4_320, log: 'systemctl reload frr\n' },
    { ...good, number: 4, task: first, step: 'solved', durationMs: 9_960 },
    {
      ...{
        labTestId,
        seed: '7f3a',
        number: 5,
        task: second,
        step: 'solved',
        ok: false,
        durationMs: 61_030,
        checks: [],
        log: '',
      },
      findings: [
        {
          severity: 'error',
          what: 'After its solution a check of this task still says *not yet*.',
          mend: 'Either the solution does not do all that the check asks for, or the check asks for more than the text does.',
          seen: 'r2 does not know 172.20.14.0/24 yet.',
        },
      ],
    },
  ];
}
