import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { EnvironmentView, Stage, StageView } from '@springboard/contracts/environments.ts';

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
      return isResuming(environment) ? 'resuming' : 'paused';
    case 'rewinding':
      return environment.promptOpen ? 'opening' : 'rewinding';
    case 'destroying':
    case 'destroyed':
      return 'gone';
    default:
      return environment.state;
  }
}

/** True while a paused environment is on its way back: its course then is the one to `ready`, not the one it came by. */
function isResuming(environment: EnvironmentView): boolean {
  return environment.course === 'resume' && currentStage(environment) !== undefined;
}

/** True if terminals can be opened. A save holds them up for a moment only. */
export function hasPrompt(phase: Phase): boolean {
  return phase === 'ready' || phase === 'opening' || phase === 'saving';
}

/** True if checks count. */
export function canCheck(phase: Phase): boolean {
  return phase === 'ready';
}

/** Stages as people read them while they wait. */
export const stageWords: Readonly<Record<Stage, { readonly doing: string; readonly short: string }>> = {
  queue: { doing: 'Waiting for a place', short: 'Queue' },
  network: { doing: 'Creating the network', short: 'Network' },
  nodes: { doing: 'Creating the nodes', short: 'Nodes' },
  thaw: { doing: 'Waking up', short: 'Wake' },
  save: { doing: 'Saving the disks', short: 'Save' },
  restore: { doing: 'Restoring the disks', short: 'Restore' },
  boot: { doing: 'Booting', short: 'Boot' },
  healthy: { doing: 'Waiting until it is healthy', short: 'Healthy' },
  setup: { doing: 'Preparing the lab', short: 'Setup' },
};

/** The stage that runs now, if any; the last one when a retried stage before it still says so. */
export function currentStage(environment: EnvironmentView): StageView | undefined {
  return environment.stages.findLast((stage) => stage.status === 'running');
}

/** Milliseconds a stage has taken so far; null when it has not begun. `now` in ms since the epoch. */
export function stageTime(stage: StageView, now: number): number | null {
  if (stage.durationMs !== null) return stage.durationMs;
  if (stage.startedAt === null || stage.status !== 'running') return null;
  return Math.max(0, now - Date.parse(stage.startedAt));
}

/** How urgent the end of an environment is, from the milliseconds left. */
export function urgency(leftMs: number): 'calm' | 'soon' | 'now' {
  if (leftMs <= 5 * 60_000) return 'now';
  return leftMs <= 20 * 60_000 ? 'soon' : 'calm';
}

/** Milliseconds the person has worked: from the moment the environment was ready to the end, or to `now`. */
export function workedFor(attempt: AttemptView, now: number): number | null {
  if (attempt.readyAt === null) return null;
  const end = attempt.finishedAt === null ? now : Date.parse(attempt.finishedAt);
  return Math.max(0, end - Date.parse(attempt.readyAt));
}
