import { maxSavePoints, type SavePointView } from '@springboard/contracts/environments.ts';
import type { Phase } from './phase.ts';

/** What one went through last stands on top. */
export function newestFirst(points: readonly SavePointView[]): readonly SavePointView[] {
  return points.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
}

/** Whether one more fits: `oldest-goes` = one made after a task makes room, `full` = none may be taken away for it. */
export function roomFor(points: readonly SavePointView[]): 'free' | 'oldest-goes' | 'full' {
  if (points.length < maxSavePoints) return 'free';
  return points.some((point) => point.kind === 'task') ? 'oldest-goes' : 'full';
}

/** Why nothing can be saved in this phase; null when it can. While one is being made, another follows it. */
export function whyNoSave(phase: Phase): string | null {
  return phase === 'saving' ? null : whyNoRewind(phase);
}

/** Why one can't go back to a save point in this phase, or delete one; null when one can. */
export function whyNoRewind(phase: Phase): string | null {
  switch (phase) {
    case 'ready':
      return null;
    case 'saving':
      return 'One is being made.';
    case 'rewinding':
      return 'A rewind is under way.';
    case 'paused':
    case 'resuming':
      return 'Resume the environment first.';
    default:
      return 'The environment has to be ready first.';
  }
}
