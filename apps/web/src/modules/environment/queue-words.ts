import type { QueueReason, QueueView } from '@springboard/contracts/environments.ts';
import { formatDuration, formatTimeOfDay } from '@springboard/ui/time.ts';

const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const rules = new Intl.PluralRules('en', { type: 'ordinal' });

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(count: number): string {
  return `${count}${endings[rules.select(count)] ?? 'th'}`;
}

/** "3rd of 12"; who waits alone is not told that they are the first of one. */
export function placeWords({ place, of }: Pick<QueueView, 'place' | 'of'>): string {
  return of === 1 ? 'Next' : `${ordinal(place)} of ${of}`;
}

const room = 'It starts as soon as somebody finishes, pauses or runs out of time.';

/** Why it does not start yet, and what will let it. */
export const waitsForWords: Readonly<Record<QueueReason, string>> = {
  turn: 'As many environments as the host can make at a time are being made right now. Yours follows in its turn.',
  memory: `All of the host’s memory is in use by other environments. ${room}`,
  cpu: `The host’s processors are busy with other environments. ${room}`,
  disk: `There is no disk room left for one more. ${room}`,
  team: 'Your team has as many environments as it may have at a time. It starts as soon as one of them ends.',
};

const minute = 60_000;

/** "Starts in about 2 min (14:05)". Rounded up to whole minutes, since an estimate that is beaten annoys nobody. `now` in ms. */
export function startsWords(startsAt: string | null, now: number): string {
  if (startsAt === null) return 'No estimate yet: nothing like it has been measured here';
  const at = Date.parse(startsAt);
  const left = at - now;
  if (left <= 0) return 'Starts any moment now';
  if (left <= minute) return `Starts in less than a minute (${formatTimeOfDay(at)})`;
  return `Starts in about ${formatDuration(Math.ceil(left / minute) * minute)} (${formatTimeOfDay(at)})`;
}
