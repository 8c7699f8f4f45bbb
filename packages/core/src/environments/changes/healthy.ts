import { DriverError } from '@springboard/environments/driver.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import type { Context } from '../../context.ts';
import { Superseded } from '../cancellation.ts';
import { StageError } from '../failure.ts';
import { runProbes } from '../probes.ts';
import { withoutHiddenNodes } from '../spec.ts';
import { recordStage, type StageChange } from '../stages.ts';

/**
 * Stage `healthy` of an environment that was somebody's before: waits for its probes, but not for ever, and never fails over
 * them. What a learner or a lab broke on purpose stays broken.
 */
export async function waitUntilHealthy(
  ctx: Context,
  work: {
    readonly environmentId: string;
    readonly topology: Topology;
    readonly signal: AbortSignal;
    readonly withinMs: number;
    /** Recorded together with the beginning of the stage. */
    readonly begin?: Pick<StageChange, 'openPrompt' | 'applied'>;
  },
): Promise<void> {
  const { environmentId, topology, signal, withinMs, begin } = work;
  const note = async (status: 'started' | 'progress' | 'finished', message?: string) => {
    const more = status === 'started' ? begin : {};
    const change: StageChange = { stage: 'healthy', status, message, ...more };
    const live = await ctx.db.transaction((tx) => recordStage(tx, environmentId, change, ctx.clock()));
    if (!live) throw new Superseded();
  };
  const late = AbortSignal.timeout(withinMs);
  await note('started');
  try {
    await runProbes({
      driver: ctx.driver,
      environmentId,
      topology,
      signal: AbortSignal.any([signal, late]),
      say: (line) => note('progress', withoutHiddenNodes(line, topology)),
    });
    await note('finished');
  } catch (error) {
    signal.throwIfAborted();
    if (!late.aborted && !(error instanceof StageError) && !(error instanceof DriverError)) throw error;
    ctx.log.info({ err: error, environmentId }, 'An environment is handed back although a probe fails.');
    await note('finished', 'Its probes do not pass yet: it may be as you left it.');
  }
}
