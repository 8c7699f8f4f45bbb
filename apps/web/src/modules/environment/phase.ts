import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { EnvironmentView, StageView } from '@springboard/contracts/environments.ts';

/**
 * What the workspace is about right now. `provisioning` = on its way, cold or from the pool; `opening` = the prompt is open while the
 * rest is on its way; `resuming` = paused, and being woken; `gone` = the attempt goes on but its environment ended (its time was up, or
 * it is being replaced).
 */
export type Phase =
  | 'queued'
  | 'provisioning'
  | 'opening'
  | 'ready'
  | 'paused'
  | 'resuming'
  | 'saving'
  | 'rewinding'
  | 'failed'
  | 'lost'
  | 'gone'
  | 'finished'
  | 'abandoned';

export function phaseOf(attempt: AttemptView): Phase {
  if (attempt.state !== 'active') return attempt.state;
  const { environment } = attempt;
  if (environment === null) return 'gone';
  switch (environment.state) {
    case 'provisioning':
    case 'pooled':
    case 'claimed':
      return environment.promptOpen ? 'opening' : 'provisioning';
    case 'paused':
      if (!isResuming(environment)) return 'paused';
      return environment.promptOpen ? 'opening' : 'resuming';
    case 'rewinding':
      return environment.promptOpen && hasBooted(environment) ? 'opening' : 'rewinding';
    case 'destroying':
    case 'destroyed':
      return 'gone';
    default:
      return environment.state;
  }
}

/** A paused environment is on its way back once a stage of that way has begun after the pause did: it may have come by an earlier one. */
function isResuming({ course, pause, stages }: EnvironmentView): boolean {
  if (course !== 'resume') return false;
  const since = pause === null ? Number.NEGATIVE_INFINITY : Date.parse(pause.since);
  return stages.some((stage) => stage.startedAt !== null && Date.parse(stage.startedAt) >= since);
}

/** The disks are back and the nodes are up: shells opened now are not cut off again. */
function hasBooted(environment: EnvironmentView): boolean {
  return environment.stages.some((stage) => stage.stage === 'boot' && stage.status === 'done');
}

/** True if terminals can be opened. A save holds them up for a moment only. */
export function hasPrompt(phase: Phase): boolean {
  return phase === 'ready' || phase === 'opening' || phase === 'saving';
}

/** True if there is an environment whose terminals keep their screens, whether or not they take keys now. */
export function keepsScreens(phase: Phase): boolean {
  return hasPrompt(phase) || phase === 'paused' || phase === 'resuming';
}

/** The stage that runs now, if any; the last one when a retried stage before it still says so. */
export function currentStage(environment: EnvironmentView): StageView | undefined {
  return environment.stages.findLast((stage) => stage.status === 'running');
}

/** A queue that took less is not worth a line in the list. In ms. */
const noticed = 1000;

/** The stages worth showing: a queue that one passed without waiting is left out. */
export function shownStages(environment: EnvironmentView): readonly StageView[] {
  return environment.stages.filter(
    ({ stage, status, durationMs }) =>
      stage !== 'queue' || status === 'failed' || (status === 'done' && (durationMs ?? 0) >= noticed),
  );
}

/** Milliseconds a stage has taken so far; null when it has not begun. `now` in ms since the epoch. */
export function stageTime(stage: StageView, now: number): number | null {
  if (stage.durationMs !== null) return stage.durationMs;
  if (stage.startedAt === null || stage.status !== 'running') return null;
  return Math.max(0, now - Date.parse(stage.startedAt));
}

/** Milliseconds the person has worked: from the moment the environment was ready to the end, to the pause it is in, or to `now`. */
export function workedFor(attempt: AttemptView, now: number): number | null {
  if (attempt.readyAt === null) return null;
  const stopped = attempt.finishedAt ?? attempt.environment?.pause?.since ?? null;
  const end = stopped === null ? now : Date.parse(stopped);
  return Math.max(0, end - Date.parse(attempt.readyAt));
}
