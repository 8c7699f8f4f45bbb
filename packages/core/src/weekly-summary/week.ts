/** A summary goes out on Mondays from this hour on, in the host's time: it is there when people begin. */
const sentFromHour = 7;
/** A platform that was down on Monday still sends it within so many days of the week; after that the week is over for the most part. */
const sentOnDays = 2;

/** A week in the host's time, from Monday on; its end is not in it. */
export interface Week {
  readonly from: Date;
  readonly until: Date;
}

/** The week that `now` is in, so far. */
export function weekSoFar(now: Date): Week {
  return { from: mondayOf(now), until: now };
}

/** The week that a summary is due of at this moment: the one before; null when none is due. */
export function weekDue(now: Date): Week | null {
  const until = mondayOf(now);
  const [first, last] = [addLocal(until, 0, sentFromHour), addLocal(until, sentOnDays)];
  return now >= first && now < last ? { from: addLocal(until, -7), until } : null;
}

/** The day of a moment in the host's time, as `2026-11-23`. */
export function localDay(at: Date): string {
  const [month, day] = [at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${at.getFullYear()}-${month}-${day}`;
}

/** Sunday is the last day of its week. */
function mondayOf(now: Date): Date {
  const sinceMonday = (now.getDay() + 6) % 7;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - sinceMonday);
}

/** By the calendar: a day may have 23 or 25 hours. */
function addLocal(day: Date, days: number, hour = 0): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, hour);
}
