import { useState } from 'react';
import type { Phase } from './phase.ts';

/** The phase before the present one; null on the first. */
export function usePreviousPhase(phase: Phase): Phase | null {
  const [{ now, before }, setSeen] = useState<{ now: Phase; before: Phase | null }>({
    now: phase,
    before: null,
  });
  if (now === phase) return before;
  setSeen({ now: phase, before: now });
  return now;
}
