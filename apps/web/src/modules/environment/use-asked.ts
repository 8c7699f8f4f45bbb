import { useEffect, useState } from 'react';
import type { AttemptActions } from '../workspace/use-attempt-actions.ts';
import type { Phase } from './phase.ts';

/** What was taken on and has not begun after so long is offered again. In ms. */
const patience = 10_000;

export interface Asked {
  /** Asked for, and not begun yet. */
  readonly asked: boolean;
  readonly ask: () => void;
}

/** Asks for a pause or a wake-up once, however many keys are pressed, and remembers it until the phase it is asked in is left. */
export function useAsked(
  action: 'pause' | 'resume',
  askedIn: Phase,
  phase: Phase,
  actions: AttemptActions,
): Asked {
  const [asked, setAsked] = useState(false);
  if (asked && phase !== askedIn) setAsked(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setAsked(false), patience);
    return () => clearTimeout(timer);
  }, [asked]);
  return {
    asked,
    ask: () => {
      if (asked || phase !== askedIn) return;
      setAsked(true);
      void actions.act(action).then((taken) => {
        if (!taken) setAsked(false);
      });
    },
  };
}
