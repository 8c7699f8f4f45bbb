import { useEffect, useState } from 'react';
import type { AttemptActions } from '../workspace/use-attempt-actions.ts';
import type { Phase } from './phase.ts';

/** A wake-up that was taken on and has not begun after so long is offered again. In ms. */
const patience = 10_000;

export interface Resume {
  /** Asked for, and not begun yet. */
  readonly asked: boolean;
  readonly ask: () => void;
}

/** Asks for the wake-up once, however many keys are pressed, and remembers it until the first stage begins. */
export function useResume(phase: Phase, actions: AttemptActions): Resume {
  const [asked, setAsked] = useState(false);
  if (asked && phase !== 'paused') setAsked(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setAsked(false), patience);
    return () => clearTimeout(timer);
  }, [asked]);
  return {
    asked,
    ask: () => {
      if (asked || phase !== 'paused') return;
      setAsked(true);
      void actions.act('resume').then((taken) => {
        if (!taken) setAsked(false);
      });
    },
  };
}
