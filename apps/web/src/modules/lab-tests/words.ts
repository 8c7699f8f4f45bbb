import type { Freshness, LabTestState } from '@springboard/contracts/lab-tests.ts';
import type { Tone } from '@springboard/ui/badge.tsx';

interface Look {
  readonly word: string;
  readonly tone: Tone;
}

export const testLooks: Readonly<Record<LabTestState, Look>> = {
  queued: { word: 'Waiting', tone: 'neutral' },
  running: { word: 'Running', tone: 'accent' },
  passed: { word: 'Passed', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  broken_off: { word: 'Broken off', tone: 'warn' },
};

export const freshnessLooks: Readonly<Record<Freshness, Look>> = {
  fresh: { word: 'Fresh', tone: 'good' },
  due: { word: 'Due', tone: 'neutral' },
  stale: { word: 'Stale', tone: 'bad' },
};

/** What a step of the contract does, for people who have not read its definition. */
export function stepTitle(step: string): string {
  const known: Readonly<Record<string, string>> = {
    'save point': 'Save point',
    setup: 'Setup',
    arrange: 'Arrange the fault',
    untouched: 'Nothing passes untouched',
    rewind: 'Back to the save point',
    solve: 'Solution',
    solved: 'Everything passes after the solution',
    invariants: 'Invariants hold',
    reset: 'Reset, for another seed',
    once: 'Each check alone',
    queue: 'Waiting',
    environment: 'Environment',
  };
  const after = /^after wrong\/(.+)$/.exec(step)?.[1];
  if (after !== undefined) return `Not passed after wrong/${after}`;
  const wrong = /^wrong\/(.+)$/.exec(step)?.[1];
  return wrong === undefined ? (known[step] ?? step) : `Wrong solution: ${wrong}`;
}
