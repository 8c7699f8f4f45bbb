import {
  type Course,
  courses,
  type EnvironmentState,
  type Stage,
  type StageView,
} from '@springboard/contracts/environments.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { changeAttempt, lockAttemptOfEnvironment } from '@springboard/db/repositories/attempts.ts';
import {
  changeEnvironment,
  type EnvironmentEventRow,
  insertEnvironmentEvent,
  lastStageStart,
  lockEnvironment,
} from '@springboard/db/repositories/environments.ts';
import { system } from '../audit.ts';

export interface StageChange {
  readonly stage: Stage;
  readonly status: 'started' | 'progress' | 'finished' | 'failed';
  readonly message?: string | undefined;
  /** Kept for the operator and the author; never shown to the learner. */
  readonly log?: string | undefined;
  /** Opens terminals together with this change. */
  readonly openPrompt?: boolean;
  /** `AppliedEnvironment` of the driver, stored together with this change. */
  readonly applied?: unknown;
}

/** States in which a course may be under way; in any other its run was overtaken. */
const workingStates: readonly EnvironmentState[] = [
  'queued',
  'provisioning',
  'claimed',
  'paused',
  'saving',
  'rewinding',
];

/** Records and announces a change of a stage; false when the environment is in none of the states of `during` any more. */
export async function recordStage(
  tx: Transaction,
  environmentId: string,
  change: StageChange,
  now: Date,
  during: readonly EnvironmentState[] = workingStates,
): Promise<boolean> {
  const attempt = await lockAttemptOfEnvironment(tx, environmentId);
  const row = await lockEnvironment(tx, environmentId);
  if (!row || !during.includes(row.state)) return false;

  const ended = change.status === 'finished' || change.status === 'failed';
  const since = ended ? await lastStageStart(tx, environmentId, change.stage) : undefined;
  await insertEnvironmentEvent(tx, {
    environmentId,
    at: now,
    kind: 'stage',
    stage: change.stage,
    stageStatus: change.status,
    actor: system,
    message: change.message ?? null,
    durationMs: since ? Math.max(0, now.getTime() - since.getTime()) : null,
    log: change.log ?? null,
  });
  if (change.openPrompt) await changeEnvironment(tx, environmentId, { promptOpen: true });
  if (change.applied !== undefined) await changeEnvironment(tx, environmentId, { applied: change.applied });
  if (attempt) await changeAttempt(tx, attempt.id);
  return true;
}

/**
 * The stages of a course as the page shows them, from the environment's events in order. A stage that is begun anew counts from there, and
 * those after it are to come; so whoever begins a course records its first stage as started, and what is left of earlier courses is over.
 */
export function viewStages(
  events: readonly Pick<EnvironmentEventRow, 'at' | 'stage' | 'stageStatus' | 'message' | 'durationMs'>[],
  course: Course,
): StageView[] {
  const stages: readonly Stage[] = courses[course];
  const views = new Map<Stage, StageView>(stages.map((stage) => [stage, waiting(stage)]));
  for (const event of events) {
    const view = event.stage === null ? undefined : views.get(event.stage);
    if (!view) continue;
    if (event.stageStatus === 'started') {
      for (const later of stages.slice(stages.indexOf(view.stage) + 1)) views.set(later, waiting(later));
      view.startedAt = event.at.toISOString();
      view.durationMs = null;
    }
    view.status =
      event.stageStatus === 'finished' ? 'done' : event.stageStatus === 'failed' ? 'failed' : 'running';
    if (event.durationMs !== null) view.durationMs = event.durationMs;
    view.message = event.message ?? (event.stageStatus === 'progress' ? view.message : null);
  }
  return [...views.values()];
}

function waiting(stage: Stage): StageView {
  return { stage, status: 'waiting', startedAt: null, durationMs: null, message: null };
}
