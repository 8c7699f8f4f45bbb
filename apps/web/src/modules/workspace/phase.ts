import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { EnvironmentView, Stage, StageView } from '@springboard/contracts/environments.ts';

/**
 * What the workspace is about right now. `opening` = provisioning with the prompt already open; `gone` = the attempt
 * goes on but its environment ended (its time was up, or it is being replaced).
 */
export type Phase =
  | 'queued'
  | 'provisioning'
  | 'opening'
  | 'ready'
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
      return environment.promptOpen ? 'opening' : 'provisioning';
    case 'destroying':
    case 'destroyed':
      return 'gone';
    default:
      return environment.state;
  }
}

/** True if terminals can be opened. */
export function hasPrompt(phase: Phase): boolean {
  return phase === 'ready' || phase === 'opening';
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
