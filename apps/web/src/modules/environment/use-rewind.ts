import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { SavePointView } from '@springboard/contracts/environments.ts';
import { useState } from 'react';
import type { AttemptActions } from '../workspace/use-attempt-actions.ts';
import { hasPrompt, type Phase } from './phase.ts';

export interface Rewind {
  readonly ask: (point: SavePointView) => Promise<void>;
  /** Title of what is being gone back to, where this page asked for it. */
  readonly to: string | null;
  /** The same once it is done, until `seen`. */
  readonly done: string | null;
  readonly seen: () => void;
}

type Step = 'asked' | 'begun' | 'done';

/** Follows a rewind that this page asked for: the view tells that there is one, and not where to. */
export function useRewind(attempt: AttemptView, phase: Phase, actions: AttemptActions): Rewind {
  const [rewind, setRewind] = useState<{ title: string; step: Step } | null>(null);
  if (rewind?.step === 'asked' && phase === 'rewinding') setRewind({ ...rewind, step: 'begun' });
  if (rewind?.step === 'begun' && phase !== 'rewinding') {
    const worked = hasPrompt(phase) && attempt.environment?.problem == null;
    setRewind(worked ? { ...rewind, step: 'done' } : null);
  }
  return {
    ask: async (point) => {
      setRewind({ title: point.title, step: 'asked' });
      if (!(await actions.rewind(point.id))) setRewind(null);
    },
    to: rewind?.title ?? null,
    done: rewind?.step === 'done' ? rewind.title : null,
    seen: () => setRewind(null),
  };
}
