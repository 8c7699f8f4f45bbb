import { useState } from 'react';
import type { Phase } from '../../modules/environment/phase.ts';
import type { Side } from './layout.tsx';

const needsAction: readonly Phase[] = ['failed', 'lost', 'gone'];

/** The side that a narrow screen shows: the guide, until the environment asks for something to be done. */
export function useSide(phase: Phase): [Side, (side: Side) => void] {
  const [side, setSide] = useState<Side>(needsAction.includes(phase) ? 'work' : 'guide');
  const [seen, setSeen] = useState(phase);
  if (seen !== phase) {
    setSeen(phase);
    if (needsAction.includes(phase)) setSide('work');
  }
  return [side, setSide];
}
