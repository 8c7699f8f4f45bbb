import type { PathProgress } from '@springboard/contracts/paths.ts';
import { addDays, daysBetween } from './days.ts';
import type { ItemState } from './item-state.ts';

/** A forecast from fewer items would say more about the first morning than about anybody's pace. */
const fewestDone = 2;

/** How far somebody is on a path, of what has to be done. */
export function progressOf(
  states: readonly ItemState[],
  on: { readonly startsOn: string; readonly today: string },
): PathProgress {
  const counted = states.filter(({ counts }) => counts);
  const done = counted.filter(({ status }) => status === 'done');
  const ends = done.flatMap(({ facts }) => facts.doneAt ?? []).sort((a, b) => a.getTime() - b.getTime());
  const finished = counted.length > 0 && done.length === counted.length;
  return {
    done: done.length,
    total: counted.length,
    late: counted.filter(({ late }) => late).length,
    dueOn: latest(counted.flatMap(({ dueOn }) => dueOn ?? [])),
    forecastOn: finished ? null : forecast(done.length, counted.length, on),
    finishedAt: finished ? (ends.at(-1)?.toISOString() ?? null) : null,
  };
}

/** The pace of what is done, from the first day until today, goes on for what is left. */
function forecast(
  done: number,
  total: number,
  { startsOn, today }: { readonly startsOn: string; readonly today: string },
): string | null {
  if (done < fewestDone) return null;
  const days = Math.max(1, daysBetween(startsOn, today));
  return addDays(today, Math.ceil(((total - done) * days) / done));
}

function latest(days: readonly string[]): string | null {
  return days.reduce<string | null>((last, day) => (last === null || day > last ? day : last), null);
}

/** Whether everything that has to be done is done. */
export function isComplete(states: readonly ItemState[]): boolean {
  const counted = states.filter(({ counts }) => counts);
  return counted.every(({ status }) => status === 'done');
}
