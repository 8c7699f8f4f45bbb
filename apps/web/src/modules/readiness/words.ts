import type { ReadinessView } from '@springboard/contracts/readiness.ts';
import { formatDay } from '../paths/days.ts';

/** What somebody lacks to be ready, a line each. */
export function lackWords({ labs, signOffs }: ReadinessView): string[] {
  return [
    ...labs.flatMap(({ title, pass, state, until }) => {
      if (state === 'met') return [];
      return [
        state === 'missing' ? `Lab “${title}” with ${pass} %` : `Lab “${title}” again${expired(until)}`,
      ];
    }),
    ...signOffs.flatMap(({ text, state, until }) => {
      if (state === 'met') return [];
      return [`Sign-off: ${text}${state === 'missing' ? '' : expired(until)}`];
    }),
  ];
}

function expired(until: string | null): string {
  return until === null ? '' : ` (expired ${formatDay(until)})`;
}

/** How many parts are met, of how many. */
export function countParts({ labs, signOffs }: ReadinessView): { readonly met: number; readonly of: number } {
  const parts = [...labs, ...signOffs];
  return { met: parts.filter(({ state }) => state === 'met').length, of: parts.length };
}
