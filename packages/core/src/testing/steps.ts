import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView, CheckTrigger } from '@springboard/contracts/attempts.ts';
import { outbox } from '@springboard/db/schema/platform.ts';
import { eq } from 'drizzle-orm';
import { getAttempt, startAttempt } from '../attempts.ts';
import { admit } from '../environments/admission/admit.ts';
import { applyChange } from '../environments/changes/change.ts';
import type { ChangeOptions } from '../environments/changes/run.ts';
import { destroyEnvironment } from '../environments/destroy.ts';
import { provisionEnvironment } from '../environments/provision.ts';
import { type GradeOptions, gradeAttempt } from '../grading/grade-attempt.ts';
import { aLab, anActor, publish, takeJobs, type World } from './fixtures.ts';

export const never = new AbortController().signal;

export function environmentOf(view: AttemptView): NonNullable<AttemptView['environment']> {
  if (!view.environment) throw new Error('the attempt has no environment');
  return view.environment;
}

/** Has admission look once, and answers the work that waits then, other looks left out. */
export async function admitNow(world: World): Promise<Awaited<ReturnType<typeof takeJobs>>> {
  const before = await takeJobs(world.ctx.db);
  await admit(world.ctx, never);
  const jobs = [...before, ...(await takeJobs(world.ctx.db))];
  return jobs.filter(({ job }) => job !== 'environment.admit');
}

/** Runs what waits in the outbox for environments, as the worker would; grading is left to the test. */
export async function runEnvironmentJobs(world: World): Promise<void> {
  for (const { job, payload } of await admitNow(world)) {
    const id = (payload as { environmentId?: string }).environmentId ?? '';
    if (job === 'environment.provision')
      await provisionEnvironment(world.ctx, id, never, { retryPausesMs: [1, 1, 1] });
    if (job === 'environment.destroy') await destroyEnvironment(world.ctx, id);
    if (job === 'environment.change')
      await applyChange(world.ctx, { environmentId: id }, never, quickChanges);
  }
  await runChangeJobs(world);
}

/** Changes that give up soon. */
export const quickChanges: ChangeOptions = {
  retryPausesMs: [1, 1],
  engineMs: 60_000,
  rewindMs: 60_000,
  healthyAfterThawMs: 500,
  healthyAfterBootMs: 500,
};

/** Faults that cannot be made are given up soon. */
export const quickGrading: GradeOptions = { arrangePausesMs: [1, 1] };

/** Runs what waits in the outbox for changes of environments, and leaves the rest there; false when there was none. */
export async function runChangeJobs(world: World): Promise<boolean> {
  const { db } = world.ctx;
  const rows = await db.delete(outbox).where(eq(outbox.job, 'environment.change')).returning();
  for (const { payload } of rows)
    await applyChange(world.ctx, payload as { environmentId: string }, never, quickChanges);
  return rows.length > 0;
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

/** One run of grading, as a job of this trigger would do it; goes on after the save points of tasks that pass. */
export async function grade(world: World, id: string, trigger: CheckTrigger = 'activity'): Promise<void> {
  await gradeAttempt(world.ctx, id, trigger, never, quickGrading);
  while (await runChangeJobs(world)) await gradeAttempt(world.ctx, id, 'activity', never, quickGrading);
}

export async function look(world: World, actor: Actor, id: string): Promise<AttemptView> {
  return getAttempt(world.ctx, actor, id);
}
