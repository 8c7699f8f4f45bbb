const sameDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const otherDay = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** `today at 14:00`, `Mon 30 Nov, 14:00`: when a class begins, in the reader's time zone. Both in ms since the epoch. */
export function dayAndTime(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return isToday ? `today at ${sameDay.format(at)}` : otherDay.format(at);
}
