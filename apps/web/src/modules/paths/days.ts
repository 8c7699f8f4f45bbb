const dayMs = 86_400_000;
const sameYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const otherYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const whole = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' });

/** Today as `2026-11-02`, where the reader is. */
export function today(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** `5 Nov`; with the year when it is not this one. */
export function formatDay(day: string, now = today()): string {
  return (day.slice(0, 4) === now.slice(0, 4) ? sameYear : otherYear).format(Date.parse(day));
}

/** `Thursday 5 November 2026` */
export function formatWholeDay(day: string): string {
  return whole.format(Date.parse(day));
}

/** "today", "tomorrow", "in 5 days", "3 days ago"; beyond two weeks the date. */
export function formatDueDay(day: string, now = today()): string {
  const days = Math.round((Date.parse(day) - Date.parse(now)) / dayMs);
  if (Math.abs(days) > 14) return formatDay(day, now);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}
