import type { PathOutlook, PathProgress } from '@springboard/contracts/paths.ts';
import { addDays, daysBetween } from './days.ts';
import type { ItemState } from './item-state.ts';

/** A forecast from fewer items would say more about the first morning than about anybody's pace. */
const fewestDone = 2;
/** Within the first days one good morning would promise the whole path for next week. */
const fewestDays = 5;

/** How far somebody is on a path, of what has to be done. */
export function progressOf(
  states: readonly ItemState[],
  on: { readonly startsOn: string; readonly today: string },
): PathProgress {
  const counted = states.filter(({ counts }) => counts);
  const done = counted.filter(({ status }) => status === 'done');
  const ends = done.flatMap(({ facts }) => facts.doneAt ?? []).sort((a, b) => a.getTime() - b.getTime());
  const finished = counted.length > 0 && done.length === counted.length;
  const dueOn = latest(counted.flatMap((state) => state.dueOn ?? []));
  const forecastOn = finished ? null : forecast(done.length, counted.length, on);
  return {
    done: done.length,
    total: counted.length,
    late: counted.filter(({ late }) => late).length,
    dueOn,
    forecastOn,
    outlook: finished || counted.length === 0 ? null : outlookOf({ dueOn, forecastOn, today: on.today }),
    finishedAt: finished ? (ends.at(-1)?.toISOString() ?? null) : null,
  };
}

/** The pace of what is done, from the first day until today, goes on for what is left. */
function forecast(
  done: number,
  total: number,
  { startsOn, today }: { readonly startsOn: string; readonly today: string },
): string | null {
  const days = daysBetween(startsOn, today);
  if (done < fewestDone || days < fewestDays) return null;
  return addDays(today, Math.ceil(((total - done) * days) / done));
}

/**
 * The forecast against the last due date. Once that has passed with something left, it is late whatever the pace says: by the days since, at
 * least.
 */
export function outlookOf({
  dueOn,
  forecastOn,
  today,
}: Pick<PathProgress, 'dueOn' | 'forecastOn'> & { readonly today: string }): PathOutlook {
  if (dueOn === null) return { kind: 'unknown', why: 'no-due-date' };
  const end = latest([...(forecastOn === null ? [] : [forecastOn]), ...(today > dueOn ? [today] : [])]);
  if (end === null) return { kind: 'unknown', why: 'too-early' };
  const days = daysBetween(dueOn, end);
  return days > 0 ? { kind: 'late', days } : { kind: 'on-time' };
}

function latest(days: readonly string[]): string | null {
  return days.reduce<string | null>((last, day) => (last === null || day > last ? day : last), null);
}

/** Whether everything that has to be done is done. */
export function isComplete(states: readonly ItemState[]): boolean {
  const counted = states.filter(({ counts }) => counts);
  return counted.every(({ status }) => status === 'done');
}
