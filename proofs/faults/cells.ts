import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { type ApiClient, ApiError } from '@springboard/testkit/api-client.ts';
import { lab, type World } from '../lib/world.ts';

/** An attempt whose first task is passed, and whose it is. */
export interface Subject {
  readonly api: ApiClient;
  readonly attempt: AttemptView;
}

export type Operation = 'provision' | 'claim' | 'pause' | 'resume' | 'save' | 'rewind' | 'destroy';

/** Where each operation can be hit. `asked` and `destroying`: the wish is written down, and nothing more. */
export const stages: Readonly<Record<Operation, readonly string[]>> = {
  provision: ['queue', 'network', 'nodes', 'boot', 'healthy', 'setup'],
  claim: ['thaw', 'healthy', 'setup'],
  pause: ['asked'],
  resume: ['thaw', 'healthy'],
  save: ['save'],
  rewind: ['restore', 'boot', 'healthy', 'setup'],
  destroy: ['destroying'],
};

/** Sets an operation going on a fresh attempt or on the subject, and resolves when the stage has begun. */
export async function reach(
  world: World,
  operation: Operation,
  stage: string,
  subject: Subject,
): Promise<Subject> {
  const { api, attempt } = subject;
  const id = attempt.id;
  const since = await lastEvent(world);
  if (operation === 'provision' || operation === 'claim') {
    const learner = await world.person();
    const started = await learner.startAttempt(lab);
    await stageBegins(world, started.id, stage, since);
    return { api: learner, attempt: started };
  }
  if (operation === 'destroy') {
    await api.request('POST', `/api/attempts/${id}/finish`);
    await world.until(
      "select id from environment where id = $1 and state = 'destroying'",
      [attempt.environment?.id],
      30_000,
    );
    return subject;
  }
  if (operation === 'save') {
    await ask(api, `/api/attempts/${id}/save-points`, { title: 'In the middle of it' });
  } else if (operation === 'rewind') {
    const { environment } = await api.attempt(id);
    const first = environment?.savePoints.find((one) => one.kind === 'start');
    if (!first) throw new Error('there is no save point to go back to');
    await ask(api, `/api/attempts/${id}/save-points/${first.id}/rewind`);
  } else {
    await ask(api, `/api/attempts/${id}/${operation}`);
  }
  // A wish is there as soon as the API has answered.
  if (stage !== 'asked') await stageBegins(world, id, stage, since);
  return subject;
}

/** Asks for a change; while the platform is at one of its own, such as the save point after a passed task, again. */
async function ask(api: ApiClient, path: string, body?: unknown): Promise<void> {
  for (const until = performance.now() + 60_000; ; ) {
    try {
      await api.request('POST', path, body);
      return;
    } catch (error) {
      const busy = error instanceof ApiError && error.problem?.code === 'conflict';
      if (!busy || performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** What the subject's environment is to be once all is settled. */
export const outcome: Readonly<Record<Operation, string>> = {
  provision: 'ready',
  claim: 'ready',
  pause: 'paused',
  resume: 'ready',
  save: 'ready',
  rewind: 'ready',
  destroy: 'destroyed',
};

async function lastEvent(world: World): Promise<number> {
  const [row] = await world.rows<{ last: string | null }>('select max(id) as last from environment_event');
  return Number(row?.last ?? 0);
}

async function stageBegins(world: World, attemptId: string, stage: string, since: number): Promise<void> {
  if (stage === 'queue') return;
  await world.until(
    `select e.id from environment_event e join attempt a on a.environment_id = e.environment_id
     where a.id = $1 and e.stage = $2 and e.stage_status = 'started' and e.id > $3`,
    [attemptId, stage, since],
    60_000,
  );
}
