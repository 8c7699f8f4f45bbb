const iso = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });

/** `2026-01-31` in the reader's time zone, for a field of a day; `ms` is added before. Empty without a time. */
export function dayOf(time: string | undefined, ms = 0): string {
  return time === undefined ? '' : iso.format(Date.parse(time) + ms);
}

/** When a day of the reader's time zone begins; undefined where none is given. */
export function startOfDay(day: string): string | undefined {
  const date = new Date(`${day}T00:00:00`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** When the day after it begins: the end of the day, which is not in it. */
export function endOfDay(day: string): string | undefined {
  const date = new Date(`${day}T00:00:00`);
  if (Number.isNaN(date.getTime())) return undefined;
  date.setDate(date.getDate() + 1);
  return date.toISOString();
}
