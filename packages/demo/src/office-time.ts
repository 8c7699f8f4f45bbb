export const minute = 60_000;
export const hour = 60 * minute;
const day = 24 * hour;

/** Hours of work, in UTC like all days of the platform. */
export const office = { from: 8, until: 19 } as const;

export function isWorkday(at: Date): boolean {
  return at.getUTCDay() !== 0 && at.getUTCDay() !== 6;
}

/** Midnight of the day that so many days of work come before the day of `at`, or before the last day of work where that is none. */
export function workdaysBefore(at: Date, workdays: number): Date {
  let midnight = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));
  const back = () => {
    midnight = new Date(midnight.getTime() - day);
  };
  while (!isWorkday(midnight)) back();
  for (let left = workdays; left > 0; left -= 1) {
    back();
    while (!isWorkday(midnight)) back();
  }
  return midnight;
}

/** A time of a day, in hours and their fractions. */
export function timeOn(midnight: Date, hours: number): Date {
  return new Date(midnight.getTime() + Math.round(hours * 60) * minute);
}

/** The moment up to which the team has worked: now, or late in the last afternoon when nobody is at work, or has only begun. */
export function lastAtWork(now: Date): Date {
  const hours = now.getUTCHours() + now.getUTCMinutes() / 60;
  if (isWorkday(now) && hours >= 11 && hours < 18) return now;
  const today = workdaysBefore(now, 0);
  const isToday = now.getTime() - today.getTime() < day;
  return timeOn(isToday && hours < 11 ? workdaysBefore(now, 1) : today, 16.6);
}

/** As the platform writes days: `2026-11-02`. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
