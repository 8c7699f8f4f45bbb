import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView, CheckTrigger } from '@springboard/contracts/attempts.ts';
import { getAttempt, startAttempt } from '../attempts.ts';
import { destroyEnvironment } from '../environments/destroy.ts';
import { provisionEnvironment } from '../environments/provision.ts';
import { gradeAttempt } from '../grading/grade-attempt.ts';
import { aLab, anActor, publish, takeJobs, type World } from './fixtures.ts';

export const never = new AbortController().signal;

export function environmentOf(view: AttemptView): NonNullable<AttemptView['environment']> {
  if (!view.environment) throw new Error('the attempt has no environment');
  return view.environment;
}

/** Runs what waits in the outbox for environments, as the worker would; grading is left to the test. */
export async function runEnvironmentJobs(world: World): Promise<void> {
  for (const { job, payload } of await takeJobs(world.ctx.db)) {
    const id = (payload as { environmentId?: string }).environmentId ?? '';
    if (job === 'environment.provision')
      await provisionEnvironment(world.ctx, id, never, { retryPausesMs: [1, 1, 1] });
    if (job === 'environment.destroy') await destroyEnvironment(world.ctx, id);
  }
}

/** A learner with an attempt at a fresh lab; `queued` until the environment's jobs run. */
export async function aStartedAttempt(world: World, lab = aLab('test/lab')) {
  const actor = await anActor(world.ctx.db);
  await publish(world.ctx.db, lab);
  const view = await startAttempt(world.ctx, actor, { lab: lab.slug });
  return { actor, id: view.id, view };
}

/** The same with its environment ready. */
export async function aRunningAttempt(world: World, lab = aLab('test/lab')) {
  const started = await aStartedAttempt(world, lab);
  await runEnvironmentJobs(world);
  const view = await getAttempt(world.ctx, started.actor, started.id);
  if (view.environment?.state !== 'ready') throw new Error(`the environment is ${view.environment?.state}`);
  return { ...started, view };
}

/** One run of grading, as a job of this trigger would do it. */
export async function grade(world: World, id: string, trigger: CheckTrigger = 'activity'): Promise<void> {
  await gradeAttempt(world.ctx, id, trigger, never);
}

export async function look(world: World, actor: Actor, id: string): Promise<AttemptView> {
  return getAttempt(world.ctx, actor, id);
}
